#!/bin/sh
# Undoes log.sh.
. "$(dirname "$0")/asadmin.sh"

echo "set-log-attributes com.sun.enterprise.server.logging.GFFileHandler.formatter=com.sun.enterprise.server.logging.ODLLogFormatter" | commands
