#!/bin/sh
# Undoes https.sh: HTTPS has the self-signed key again that came with GlassFish.
. "$(dirname "$0")/asadmin.sh"
: "${GLASSFISH_DOMAIN:?}"
export GLASSFISH_MASTER_PASSWORD="${GLASSFISH_MASTER_PASSWORD:-changeit}"

ssl=configs.config.server-config.network-config.protocols.protocol.http-listener-2.ssl
echo "set $ssl.cert-nickname=s1as" | commands

keytool=${JAVA_HOME:+$JAVA_HOME/bin/}keytool
store=$GLASSFISH_HOME/glassfish/domains/$GLASSFISH_DOMAIN/config/keystore.jks
if "$keytool" -list -alias ledger -keystore "$store" -storepass:env GLASSFISH_MASTER_PASSWORD >/dev/null; then
  "$keytool" -delete -alias ledger -keystore "$store" -storepass:env GLASSFISH_MASTER_PASSWORD
fi
