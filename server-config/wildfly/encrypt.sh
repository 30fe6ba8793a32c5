#!/bin/sh
# Prints the secret in the environment variable LEDGER_SECRET, encrypted for this server; what follows
# ENC::ledger: up to the brace belongs into ledger.properties. Every printable character may stand in the
# secret, but not ${ in a row: WildFly replaces that in whatever it decrypts. Run it in WildFly's folder,
# after secrets.cli. Changes nothing, so there is no undo.
#   IFS= read -rs LEDGER_SECRET && export LEDGER_SECRET
#   server-config/wildfly/encrypt.sh
. "$(dirname "$0")/quoted.sh"
: "${LEDGER_SECRET:?}"
case $LEDGER_SECRET in
  *'${'*)
    echo 'The secret holds ${, which WildFly would replace when it decrypts the secret: choose another.' >&2
    exit 1
    ;;
esac

cli <<EOF
embed-server --server-config=standalone.xml
/subsystem=elytron/expression=encryption:create-expression(resolver=ledger, clear-text=$(quoted "$LEDGER_SECRET"))
stop-embedded-server
EOF
