/**
 * The domain: notices of the provider, the entries recorded from them, and the states that follow
 * from the entries.
 *
 * <p>A {@link subscriptionledger.ledger.Notice} is the checked meaning of one callback. It contains
 * one or more {@link subscriptionledger.ledger.Event events}; each becomes one immutable {@link
 * subscriptionledger.ledger.Entry} of an app's ledger. The state of a subscription, and of an
 * account, is a pure function of the <em>set</em> of events (promise P4): it depends neither on the
 * order in which they arrived nor on repetitions.
 *
 * <p>This room is pure Java. It must not know HTTP, JSON, JPA, a clock or any other I/O, and it
 * sees no other room.
 */
@NullMarked
package subscriptionledger.ledger;

import org.jspecify.annotations.NullMarked;
