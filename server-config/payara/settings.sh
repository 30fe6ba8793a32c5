#!/bin/sh
# Tells the ledger which apps it serves, with which tokens, and that its data source is that of
# database.sh. Reads LEDGER_APPS, LEDGER_APP, and that app's tokens from LEDGER_TOKENS: of several apps,
# run it once for each. Undo: settings-undo.sh
#
# The tokens are kept as the password alias ledger.app.<id>.tokens, which is where Payara's MicroProfile
# Config looks for a property of that name, too.
. "$(dirname "$0")/asadmin.sh"
: "${LEDGER_APPS:?}" "${LEDGER_APP:?}" "${LEDGER_TOKENS:?}"

look list-password-aliases
{
  keep "ledger.app.$LEDGER_APP.tokens" "$LEDGER_TOKENS"
  echo "set-config-property --source domain --propertyName ledger.apps --propertyValue '$LEDGER_APPS'"
  echo "set-config-property --source domain --propertyName ledger.datasource --propertyValue jdbc/ledger"
} | commands
