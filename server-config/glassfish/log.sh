#!/bin/sh
# Writes each record of the server's log, logs/server.log, as one line (stack traces excepted), and
# leaves out the two that GlassFish writes about every transaction. (It cannot write JSON, nor a file of
# one logger alone.) Undo: log-undo.sh
. "$(dirname "$0")/asadmin.sh"

{
  echo "set-log-attributes org.glassfish.main.jul.handler.GlassFishLogHandler.formatter.multiline=false"
  echo "set-log-levels jakarta.enterprise.resource.jta=WARNING"
} | commands
