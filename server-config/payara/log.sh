#!/bin/sh
# Writes the server's log, logs/server.log, with one JSON object per line. The objects of the ledger have a LoggerName
# that begins with subscriptionledger. (Payara cannot write JSON to a file of one logger alone.)
# Undo: log-undo.sh
. "$(dirname "$0")/asadmin.sh"

echo "set-log-attributes com.sun.enterprise.server.logging.GFFileHandler.formatter=fish.payara.enterprise.server.logging.JSONLogFormatter" | commands
