#!/bin/sh
# Undoes log.sh.
. "$(dirname "$0")/asadmin.sh"

echo "set-log-levels jakarta.enterprise.resource.jta=INFO" | commands
