#!/bin/sh
# Encrypts the secret in the environment variable LEDGER_SECRET for this server and prints it. Copy the text
# between ENC::ledger: and the brace into ledger.properties. The secret may contain every printable character,
# but not the sequence ${, which WildFly would replace after decryption. Run it in WildFly's folder, after
# secrets.cli. It changes nothing, so there is no undo.
#   IFS= read -rs LEDGER_SECRET && export LEDGER_SECRET
#   server-config/wildfly/encrypt.sh
. "$(dirname "$0")/quoted.sh"
: "${LEDGER_SECRET:?}"
case $LEDGER_SECRET in
  *'${'*)
    echo 'The secret contains ${, which WildFly would replace after decryption. Choose another secret.' >&2
    exit 1
    ;;
esac

cli <<EOF
embed-server --server-config=standalone.xml
/subsystem=elytron/expression=encryption:create-expression(resolver=ledger, clear-text=$(quoted "$LEDGER_SECRET"))
stop-embedded-server
EOF
