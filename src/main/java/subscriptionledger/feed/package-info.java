/**
 * The ledger by its numbers, for all that follow it: heads, cursors, and reading on.
 *
 * <p>Entries are numbered without a gap, so whatever can be computed from them follows them by one
 * number, in transactions of its own. Nothing that follows delays a callback: what cannot keep up
 * falls behind, and catches up later, or as soon as somebody asks.
 *
 * <p>This room sees {@code ledger} and {@code store}. It must not know what is computed, nor HTTP.
 */
@NullMarked
package subscriptionledger.feed;

import org.jspecify.annotations.NullMarked;
