/**
 * The server that the suite starts, and to which it deploys the WAR as it is delivered. The
 * packages below have the tests by subject, and what those need.
 */
@NullMarked
package subscriptionledger.server;

import org.jspecify.annotations.NullMarked;
