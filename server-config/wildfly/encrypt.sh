#!/bin/sh
# Encrypts secrets for this server and writes them into ledger.properties. Takes the keys without .encrypted, and asks
# for the value of each; a script can set LEDGER_SECRET instead, for one key. A secret may contain every printable
# character, but not the sequence ${, which WildFly would replace after decryption. Run it in WildFly's folder, after
# secrets.cli. Run it again to change a secret. Undo: delete the values.
#   server-config/wildfly/encrypt.sh ledger.tokens postgresql.password https.key-store-password
. "$(dirname "$0")/quoted.sh"
file=ledger.properties

if [ $# -eq 0 ]; then
  echo "Name the keys: $0 ledger.tokens postgresql.password" >&2
  exit 1
fi
for key in "$@"; do
  if ! grep -q "^$key\.encrypted=" "$file"; then
    echo "The file $file has no key $key.encrypted." >&2
    exit 1
  fi
done

commands=
for key in "$@"; do
  secret LEDGER_SECRET "$key"
  case $LEDGER_SECRET in
    *'${'*)
      echo 'The secret contains ${, which WildFly would replace after decryption. Choose another secret.' >&2
      exit 1
      ;;
  esac
  commands="$commands
/subsystem=elytron/expression=encryption:create-expression(resolver=ledger, clear-text=$(quoted "$LEDGER_SECRET"))"
  LEDGER_SECRET=
done

# WildFly prints one expression for each key, in the same order.
printed=$(cli <<EOF
embed-server --server-config=standalone.xml
$commands
stop-embedded-server
EOF
) || true
expressions=$(printf '%s\n' "$printed" | sed -n 's/.*\${ENC::ledger:\([^}]*\)}.*/\1/p')
if [ "$(printf '%s\n' "$expressions" | grep -c .)" -ne $# ]; then
  printf '%s\n' "$printed" >&2
  exit 1
fi
for encrypted in $expressions; do
  properties=$(sed "s|^$1\.encrypted=.*|$1.encrypted=$encrypted|" "$file")
  printf '%s\n' "$properties" >"$file"
  shift
done
