/**
 * The statistics: how many users subscribed and unsubscribed in any period. Sums by minute and by
 * hour follow the ledger, so a question about ten million entries is answered as fast as one about
 * a few.
 *
 * <p>This room sees {@code ledger}, {@code store}, {@code feed} and {@code http}.
 */
@NullMarked
package subscriptionledger.statistics;

import org.jspecify.annotations.NullMarked;
