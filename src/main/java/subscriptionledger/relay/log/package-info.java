/** The log of the server as a target. */
@NullMarked
package subscriptionledger.relay.log;

import org.jspecify.annotations.NullMarked;
