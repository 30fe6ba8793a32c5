#!/bin/sh
# Configures the apps and tokens of the ledger, and the data source that database.sh adds. Reads LEDGER_APPS
# and LEDGER_APP, and asks for the tokens of that app unless LEDGER_TOKENS is set. For several apps, run it once for
# each.
# Undo: settings-undo.sh
#
# The tokens are stored as the password alias ledger.app.<id>.tokens, in which Payara's MicroProfile Config also
# searches for a property of that name.
. "$(dirname "$0")/asadmin.sh"
: "${LEDGER_APPS:?}" "${LEDGER_APP:?}"
secret LEDGER_TOKENS "Tokens of the app $LEDGER_APP"

look list-password-aliases
{
  keep "ledger.app.$LEDGER_APP.tokens" "$LEDGER_TOKENS"
  echo "set-config-property --source domain --propertyName ledger.apps --propertyValue '$LEDGER_APPS'"
  echo "set-config-property --source domain --propertyName ledger.datasource --propertyValue jdbc/ledger"
} | commands
