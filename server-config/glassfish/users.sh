#!/bin/sh
# Adds two users of the API to the realm file: a viewer (group ledger-viewer) and an operator (groups ledger-viewer and
# ledger-operator). Reads their names from LEDGER_VIEWER and LEDGER_OPERATOR. Asks for their passwords unless
# LEDGER_VIEWER_PASSWORD and LEDGER_OPERATOR_PASSWORD are set. Run it again to change the passwords.
# Undo, with the same names: users-undo.sh
. "$(dirname "$0")/asadmin.sh"
: "${LEDGER_VIEWER:=viewer}" "${LEDGER_OPERATOR:=operator}"
case $LEDGER_VIEWER$LEDGER_OPERATOR in
  *[!A-Za-z0-9._-]*)
    echo 'A user name may contain only letters, digits and . _ -' >&2
    exit 1
    ;;
esac
secret LEDGER_VIEWER_PASSWORD "Password of $LEDGER_VIEWER"
secret LEDGER_OPERATOR_PASSWORD "Password of $LEDGER_OPERATOR"
case $LEDGER_VIEWER_PASSWORD$LEDGER_OPERATOR_PASSWORD in
  *[[:space:]]*)
    echo 'A password contains white space, which the realm file does not accept. Choose another password.' >&2
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
  user "$LEDGER_VIEWER" ledger-viewer "$LEDGER_VIEWER_PASSWORD"
  user "$LEDGER_OPERATOR" ledger-viewer:ledger-operator "$LEDGER_OPERATOR_PASSWORD"
} | commands
