#!/bin/sh
# Configures the apps and tokens of the ledger, and the data source that database.sh adds. Reads LEDGER_APPS and
# LEDGER_APP, and asks for the tokens of that app unless LEDGER_TOKENS is set. For several apps, run it once for each.
# Undo: settings-undo.sh
#
# The tokens are stored as the password alias ledger.app.<id>.tokens. The system property of that name refers to it, and
# has its value in the server's memory only.
. "$(dirname "$0")/asadmin.sh"
: "${LEDGER_APPS:?}" "${LEDGER_APP:?}"
secret LEDGER_TOKENS "Tokens of the app $LEDGER_APP"

look list-password-aliases
{
  tokens=ledger.app.$LEDGER_APP.tokens
  keep "$tokens" "$LEDGER_TOKENS"
  echo "create-system-properties $tokens='\\\${ALIAS\\=$tokens}'"
  echo "create-system-properties ledger.apps=$LEDGER_APPS:ledger.datasource=jdbc/ledger"
} | commands
