/**
 * The write path: turns many concurrent deliveries into few, ordered, durable transactions.
 *
 * <p>Under load, a commit takes as long as a forced write, so many deliveries share one. The next
 * group accumulates while a group is being committed. There is no timer: a single delivery is
 * committed at once. A caller gets its {@link subscriptionledger.journal.Receipt} only after the
 * commit has been forced to disk (promise P1).
 *
 * <p>A transaction writes deliveries, entries and heads, and nothing else. States, sums and all
 * other things that can be computed from entries follow them, in room {@code feed}.
 *
 * <p>This room sees {@code ledger} and {@code store}. It must not know the source of deliveries,
 * nor the format in which their senders are answered.
 */
@NullMarked
package subscriptionledger.journal;

import org.jspecify.annotations.NullMarked;
