#!/bin/sh
# Adds two users of the API to the realm file: viewer, who reads (group ledger-viewer), and operator,
# who also changes (groups ledger-viewer and ledger-operator). Their passwords come from
# LEDGER_VIEWER_PASSWORD and LEDGER_OPERATOR_PASSWORD; run it again to change them. Undo: users-undo.sh
. "$(dirname "$0")/asadmin.sh"
: "${LEDGER_VIEWER_PASSWORD:?}" "${LEDGER_OPERATOR_PASSWORD:?}"
case $LEDGER_VIEWER_PASSWORD$LEDGER_OPERATOR_PASSWORD in
  *[[:space:]]*)
    echo 'A password holds a blank, which the realm file does not take: choose another.' >&2
    exit 1
    ;;
esac

# The command that adds a user with these groups, or sets his password.
user() {
  if listed "$1"; then verb=update; else verb=create; fi
  echo "$verb-file-user --passwordfile $(password_file AS_ADMIN_USERPASSWORD "$1" "$3")" \
    "--authrealmname file --groups $2 $1"
}

look "list-file-users --authrealmname file"
{
  user viewer ledger-viewer "$LEDGER_VIEWER_PASSWORD"
  user operator ledger-viewer:ledger-operator "$LEDGER_OPERATOR_PASSWORD"
} | commands
