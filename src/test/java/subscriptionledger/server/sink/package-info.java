/** Sinks, from outside: targets that fail in every way, and what they get. */
@NullMarked
package subscriptionledger.server.sink;

import org.jspecify.annotations.NullMarked;
