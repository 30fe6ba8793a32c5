/**
 * Processes beside the suite's server, which a test starts, kills and starts again: servers and
 * databases, each with a folder of its own.
 */
@NullMarked
package subscriptionledger.server.process;

import org.jspecify.annotations.NullMarked;
