/** The server as an administrator sees it: start, stop, configuration, logs, health and metrics. */
@NullMarked
package subscriptionledger.server.operations;

import org.jspecify.annotations.NullMarked;
