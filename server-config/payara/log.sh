#!/bin/sh
# Writes the server's log, logs/server.log, as JSON objects, one a line; those whose LoggerName begins
# with subscriptionledger are the ledger's. (Payara cannot write JSON to a file of one logger alone.)
# Undo: log-undo.sh
. "$(dirname "$0")/asadmin.sh"

echo "set-log-attributes com.sun.enterprise.server.logging.GFFileHandler.formatter=fish.payara.enterprise.server.logging.JSONLogFormatter" | commands
