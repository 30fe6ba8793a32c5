#!/bin/sh
# Takes the headers Server and X-Powered-By, with Payara's version, from its answers; and hangs up on whoever
# takes longer than ten seconds for a request that he has begun. Without that, a slow sender holds a thread
# for five minutes. Between requests a connection is kept for 65 seconds, and not for 30: a callback that is on
# its way when its connection is closed is lost, and load balancers keep idle ones for 60. Also hangs up on whoever
# takes nothing of an answer for ten seconds, and takes HTTP/1.1 alone: neither the provider nor a load balancer
# needs HTTP/2, and one connection of it brings as many requests as a hundred. Undo: harden-undo.sh
. "$(dirname "$0")/asadmin.sh"

protocols=configs.config.server-config.network-config.protocols.protocol
for listener in http-listener-1 http-listener-2; do
  echo "set $protocols.$listener.http.server-header=false"
  echo "set $protocols.$listener.http.xpowered-by=false"
  echo "set $protocols.$listener.http.connection-upload-timeout-millis=10000"
  echo "set $protocols.$listener.http.timeout-seconds=65"
  echo "set $protocols.$listener.http.http2-enabled=false"
done | commands
echo "set configs.config.server-config.network-config.transports.transport.tcp.write-timeout-millis=10000" | commands

# Payara has five threads for all requests, of which four may write exports and four read.
echo "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=32" | commands

# Payara works on what a client has sent ahead on a connection that is closed already, and would log a stack trace
# for each 401 that it cannot send.
echo "set-log-levels jakarta.enterprise.web=SEVERE:jakarta.enterprise.web.core=WARNING" | commands
