/**
 * The relay: other systems are kept in step with the ledger (promise P9).
 *
 * <p>The ledger is its own outbox. A sink has a position in the ledger of each app, and the relay
 * forwards what comes after it, in order, and moves the position once the target has taken it. A
 * target that is unavailable is tried again for as long as it takes; only an entry that the target
 * refuses becomes a dead letter.
 *
 * <p>This room sees {@code ledger}, {@code store}, {@code feed}, {@code http} and {@code entries}.
 * Each type of target has a package of its own that sees no other type.
 */
@NullMarked
package subscriptionledger.relay;

import org.jspecify.annotations.NullMarked;
