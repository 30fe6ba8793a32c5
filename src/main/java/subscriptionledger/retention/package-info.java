/**
 * The removal of raw deliveries after their retention period. Entries stay for ever (promise P5).
 *
 * <p>This room sees {@code ledger}, {@code store} and {@code feed}.
 */
@NullMarked
package subscriptionledger.retention;

import org.jspecify.annotations.NullMarked;
