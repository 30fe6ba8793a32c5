/**
 * The write path: turns many concurrent deliveries into few, ordered, durable transactions.
 *
 * <p>Under load the time of a commit is the time of a forced write, so many deliveries share one.
 * While a group is being committed, the next one gathers; there is no timer, and a delivery that
 * comes alone is committed at once. Only after the commit, forced to disk, does any caller get its
 * {@link subscriptionledger.journal.Receipt} (promise P1).
 *
 * <p>This room sees {@code ledger} and {@code store}. It must not know where deliveries come from,
 * nor in what words their senders are answered.
 */
@NullMarked
package subscriptionledger.journal;

import org.jspecify.annotations.NullMarked;
