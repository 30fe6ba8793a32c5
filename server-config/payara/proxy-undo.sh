#!/bin/sh
# Undoes proxy.sh: the address of the caller is that of the other end of the connection.
. "$(dirname "$0")/asadmin.sh"

protocols=configs.config.server-config.network-config.protocols.protocol
{
  echo "set $protocols.http-listener-1.http.auth-pass-through-enabled=false"
  echo "set $protocols.http-listener-2.http.auth-pass-through-enabled=false"
} | commands
