/**
 * The domain: what the provider tells us, what we write down about it, and what follows from what
 * is written.
 *
 * <p>A {@link subscriptionledger.ledger.Notice} is the checked meaning of one callback. It holds
 * one or more {@link subscriptionledger.ledger.Event events}; each becomes one immutable {@link
 * subscriptionledger.ledger.Entry} of an app's ledger. The state of a subscription, and of an
 * account, is a pure function of the <em>set</em> of events (promise P4): it does not depend on the
 * order in which they came, nor on how often.
 *
 * <p>This room is pure Java. It must not know HTTP, JSON, JPA, a clock or any other I/O; it sees no
 * other room.
 */
@NullMarked
package subscriptionledger.ledger;

import org.jspecify.annotations.NullMarked;
