#!/bin/sh
# Removes the headers Server and X-Powered-By, which contain Payara's version, from responses. Closes the connection of
# a client that takes longer than ten seconds to send a request; by default a slow client occupies a thread for five
# minutes. Keeps an idle connection for 65 seconds instead of 30: a callback that is in transit when its connection is
# closed is lost, and load balancers keep idle connections for 60 seconds. Closes the connection of a client that reads
# nothing of a response for ten seconds. Disables HTTP/2: neither the provider nor a load balancer needs it, and one
# HTTP/2 connection can carry as many requests as a hundred HTTP/1.1 connections. Undo: harden-undo.sh
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

# By default Payara has five threads for all requests, of which four may write exports and four may read.
echo "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=32" | commands

# Payara continues to process requests that a client has sent in advance on a connection that is already closed, and
# would log a stack trace for each 401 that it cannot send.
echo "set-log-levels jakarta.enterprise.web=SEVERE:jakarta.enterprise.web.core=WARNING" | commands
