#!/bin/sh
# Undoes https.sh: HTTPS uses Payara's self-signed key again.
. "$(dirname "$0")/asadmin.sh"
: "${PAYARA_DOMAIN:?}"
export PAYARA_MASTER_PASSWORD="${PAYARA_MASTER_PASSWORD:-changeit}"

ssl=configs.config.server-config.network-config.protocols.protocol.http-listener-2.ssl
echo "set $ssl.cert-nickname=s1as" | commands

keytool=${JAVA_HOME:+$JAVA_HOME/bin/}keytool
store=$PAYARA_HOME/glassfish/domains/$PAYARA_DOMAIN/config/keystore.p12
if "$keytool" -list -alias ledger -keystore "$store" -storepass:env PAYARA_MASTER_PASSWORD >/dev/null; then
  "$keytool" -delete -alias ledger -keystore "$store" -storepass:env PAYARA_MASTER_PASSWORD
fi
