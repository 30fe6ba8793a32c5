#!/bin/sh
# Undoes users.sh. If you used other names than the default, set LEDGER_VIEWER and LEDGER_OPERATOR.
. "$(dirname "$0")/asadmin.sh"

look "list-file-users --authrealmname file"
{
  for user in "${LEDGER_VIEWER:-viewer}" "${LEDGER_OPERATOR:-operator}"; do
    if listed "$user"; then echo "delete-file-user --authrealmname file $user"; fi
  done
} | commands
