#!/bin/sh
# Serves HTTPS with your key in place of the self-signed one. Reads LEDGER_KEY_STORE (a PKCS#12 file with
# one private key), its password from LEDGER_KEY_STORE_PASSWORD, and the domain's master password from
# GLASSFISH_MASTER_PASSWORD, if it is not changeit, as delivered. Run it again for a new key; it counts
# from the next start. Undo: https-undo.sh
. "$(dirname "$0")/asadmin.sh"
: "${GLASSFISH_DOMAIN:?}" "${LEDGER_KEY_STORE:?}" "${LEDGER_KEY_STORE_PASSWORD:?}"
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
