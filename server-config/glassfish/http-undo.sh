#!/bin/sh
# Undoes http.sh.
. "$(dirname "$0")/asadmin.sh"

look list-jvm-options
protocols=configs.config.server-config.network-config.protocols.protocol
{
  echo "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=5"
  echo "set $protocols.http-listener-1.http.xpowered-by=true"
  echo "set $protocols.http-listener-2.http.xpowered-by=true"
  if listed -Dproduct.name=; then echo "delete-jvm-options -Dproduct.name="; fi
} | commands
