#!/bin/sh
# Has 50 threads answer requests, where GlassFish has 5, of which four exports of the ledger would take
# four; and answers without saying which server it is. Undo: http-undo.sh
. "$(dirname "$0")/asadmin.sh"

look list-jvm-options
protocols=configs.config.server-config.network-config.protocols.protocol
{
  echo "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=50"
  echo "set $protocols.http-listener-1.http.xpowered-by=false"
  echo "set $protocols.http-listener-2.http.xpowered-by=false"
  if ! listed -Dproduct.name=; then echo "create-jvm-options -Dproduct.name="; fi
} | commands
