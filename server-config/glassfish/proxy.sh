#!/bin/sh
# Believes the load balancer in front of this server who the caller is: the ledger sees the address in
# the header Proxy-ip as the caller's, and checks that against ledger.callback.allowed-sources. GlassFish
# knows no X-Forwarded-For: have the load balancer set Proxy-ip (nginx: proxy_set_header Proxy-ip
# $remote_addr). Undo: proxy-undo.sh
#
# Only where nobody but the load balancer can reach this server, and where it overwrites the header:
# anyone else could write there an address that may call.
. "$(dirname "$0")/asadmin.sh"

protocols=configs.config.server-config.network-config.protocols.protocol
{
  echo "set $protocols.http-listener-1.http.auth-pass-through-enabled=true"
  echo "set $protocols.http-listener-2.http.auth-pass-through-enabled=true"
} | commands
