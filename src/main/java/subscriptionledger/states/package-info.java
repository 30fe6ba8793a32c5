/**
 * The states of accounts and subscriptions, and how they came about.
 *
 * <p>A state is a pure function of the set of entries (promise P4). The present states follow the
 * ledger and are stored; a past state is computed from the entries that determine it, which the
 * history of the subscription links.
 *
 * <p>This room sees {@code ledger}, {@code store}, {@code feed}, {@code http} and {@code entries}.
 */
@NullMarked
package subscriptionledger.states;

import org.jspecify.annotations.NullMarked;
