/**
 * The quarantine: authentic callbacks that were not understood, and what operators decide on them.
 *
 * <p>This room sees {@code ledger}, {@code store}, {@code journal}, {@code callback}, {@code feed}
 * and {@code http}. It must not know how a callback is read.
 */
@NullMarked
package subscriptionledger.quarantine;

import org.jspecify.annotations.NullMarked;
