#!/bin/sh
# Leaves out of the server's log, logs/server.log, the two records that GlassFish writes about every
# transaction. (It cannot write JSON, nor a file of one logger alone.) Undo: log-undo.sh
. "$(dirname "$0")/asadmin.sh"

echo "set-log-levels jakarta.enterprise.resource.jta=WARNING" | commands
