#!/bin/sh
# Serves HTTPS with your key instead of the self-signed one. Reads LEDGER_KEY_STORE (a PKCS#12 file with one private
# key), and the master password of the domain from GLASSFISH_MASTER_PASSWORD unless it is the default, changeit. Asks for
# the password of the file unless LEDGER_KEY_STORE_PASSWORD is set. Run it again for a new key, which takes effect at
# the next start. Undo: https-undo.sh
. "$(dirname "$0")/asadmin.sh"
: "${GLASSFISH_DOMAIN:?}" "${LEDGER_KEY_STORE:?}"
secret LEDGER_KEY_STORE_PASSWORD "Password of $LEDGER_KEY_STORE"
export GLASSFISH_MASTER_PASSWORD="${GLASSFISH_MASTER_PASSWORD:-changeit}" LEDGER_KEY_STORE_PASSWORD
keytool=${JAVA_HOME:+$JAVA_HOME/bin/}keytool
store=$GLASSFISH_HOME/glassfish/domains/$GLASSFISH_DOMAIN/config/keystore.jks
key=$("$keytool" -list -keystore "$LEDGER_KEY_STORE" -storepass:env LEDGER_KEY_STORE_PASSWORD |
  sed -n '/PrivateKeyEntry/s/,.*//p')
"$keytool" -importkeystore -noprompt \
  -srckeystore "$LEDGER_KEY_STORE" -srcalias "$key" -srcstorepass:env LEDGER_KEY_STORE_PASSWORD \
  -destkeystore "$store" -destalias ledger -deststorepass:env GLASSFISH_MASTER_PASSWORD \
  -destkeypass:env GLASSFISH_MASTER_PASSWORD

ssl=configs.config.server-config.network-config.protocols.protocol.http-listener-2.ssl
echo "set $ssl.cert-nickname=ledger" | commands
