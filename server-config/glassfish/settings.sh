#!/bin/sh
# Tells the ledger which apps it serves, with which tokens, and that its data source is that of
# database.sh. Reads LEDGER_APPS, LEDGER_APP, and that app's tokens from LEDGER_TOKENS: of several apps,
# run it once for each. Undo: settings-undo.sh
#
# The tokens are kept as the password alias ledger.app.<id>.tokens; the system property of that name
# stands for it, and has its value in the server's memory only.
. "$(dirname "$0")/asadmin.sh"
: "${LEDGER_APPS:?}" "${LEDGER_APP:?}" "${LEDGER_TOKENS:?}"

look list-password-aliases
{
  tokens=ledger.app.$LEDGER_APP.tokens
  keep "$tokens" "$LEDGER_TOKENS"
  echo "create-system-properties $tokens='\\\${ALIAS\\=$tokens}'"
  echo "create-system-properties ledger.apps=$LEDGER_APPS:ledger.datasource=jdbc/ledger"
} | commands
