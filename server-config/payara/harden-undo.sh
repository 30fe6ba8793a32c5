#!/bin/sh
# Undoes harden.sh: Payara sends its version again, waits five minutes for a slow client and 30 seconds for the next
# request, has five threads, waits 30 seconds for a client that does not read, accepts HTTP/2, and logs responses that
# it cannot send.
. "$(dirname "$0")/asadmin.sh"

protocols=configs.config.server-config.network-config.protocols.protocol
for listener in http-listener-1 http-listener-2; do
  echo "set $protocols.$listener.http.server-header=true"
  echo "set $protocols.$listener.http.xpowered-by=true"
  echo "set $protocols.$listener.http.connection-upload-timeout-millis=300000"
  echo "set $protocols.$listener.http.timeout-seconds=30"
  echo "set $protocols.$listener.http.http2-enabled=true"
done | commands
echo "set configs.config.server-config.network-config.transports.transport.tcp.write-timeout-millis=30000" | commands
echo "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=5" | commands
echo "set-log-levels jakarta.enterprise.web=INFO:jakarta.enterprise.web.core=INFO" | commands
