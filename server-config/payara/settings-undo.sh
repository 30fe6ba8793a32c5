#!/bin/sh
# Undoes settings.sh for the app LEDGER_APP.
. "$(dirname "$0")/asadmin.sh"
: "${LEDGER_APP:?}"

look list-password-aliases
{
  if listed "ledger.app.$LEDGER_APP.tokens"; then
    echo "delete-password-alias ledger.app.$LEDGER_APP.tokens"
  fi
  echo "delete-config-property --source domain --propertyName ledger.apps"
  echo "delete-config-property --source domain --propertyName ledger.datasource"
} | commands
