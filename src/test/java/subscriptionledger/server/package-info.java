/** Tests of the WAR as it is delivered, on a server, over HTTP. */
@NullMarked
package subscriptionledger.server;

import org.jspecify.annotations.NullMarked;
