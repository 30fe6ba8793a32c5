#!/bin/sh
# Undoes proxy.sh: the caller's address is that of whoever holds the connection.
. "$(dirname "$0")/asadmin.sh"

protocols=configs.config.server-config.network-config.protocols.protocol
{
  echo "set $protocols.http-listener-1.http.auth-pass-through-enabled=false"
  echo "set $protocols.http-listener-2.http.auth-pass-through-enabled=false"
} | commands
