#!/bin/sh
# Undoes harden.sh: Payara tells its version, waits five minutes for a slow sender, and 30 seconds for the next
# request, and has five threads.
. "$(dirname "$0")/asadmin.sh"

protocols=configs.config.server-config.network-config.protocols.protocol
for listener in http-listener-1 http-listener-2; do
  echo "set $protocols.$listener.http.server-header=true"
  echo "set $protocols.$listener.http.xpowered-by=true"
  echo "set $protocols.$listener.http.connection-upload-timeout-millis=300000"
  echo "set $protocols.$listener.http.timeout-seconds=30"
done | commands
echo "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=5" | commands
