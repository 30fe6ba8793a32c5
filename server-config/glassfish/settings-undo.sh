#!/bin/sh
# Undoes settings.sh, for the app LEDGER_APP.
. "$(dirname "$0")/asadmin.sh"
: "${LEDGER_APP:?}"

look list-system-properties list-password-aliases
{
  for property in ledger.apps ledger.datasource "ledger.app.$LEDGER_APP.tokens"; do
    if listed "$property=.*"; then echo "delete-system-property $property"; fi
  done
  if listed "ledger.app.$LEDGER_APP.tokens"; then
    echo "delete-password-alias ledger.app.$LEDGER_APP.tokens"
  fi
} | commands
