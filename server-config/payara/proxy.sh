#!/bin/sh
# Trusts the load balancer in front of this server to identify the caller: the ledger uses the address in the header
# Proxy-ip as that of the caller and checks it against ledger.callback.allowed-sources. Payara does not read
# X-Forwarded-For; configure the load balancer to set Proxy-ip (nginx: proxy_set_header Proxy-ip $remote_addr).
# Undo: proxy-undo.sh
#
# Use this only if nobody but the load balancer can reach this server, and if the load balancer overwrites the header.
# Otherwise anybody could set an allowed address.
. "$(dirname "$0")/asadmin.sh"

protocols=configs.config.server-config.network-config.protocols.protocol
{
  echo "set $protocols.http-listener-1.http.auth-pass-through-enabled=true"
  echo "set $protocols.http-listener-2.http.auth-pass-through-enabled=true"
} | commands
