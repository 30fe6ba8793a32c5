package subscriptionledger.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The state of one subscriber at one account: what the latest event about it says.
 *
 * <p>The life of a subscription is told by callbacks that may come late, twice, or in any order. So
 * the state is not what came last but what happened last; and where two events happened in the same
 * millisecond, the one that ends the subscription wins: when in doubt, nobody is messaged. That
 * makes {@link #join} commutative, associative and idempotent, and the state a function of the set
 * of events alone (promise P4).
 *
 * @param since when the event that decides occurred; {@link Instant#MIN} for {@link
 *     Status#NEVER_SEEN}
 */
public record SubscriptionState(Status status, Instant since) {

  /** The statuses in the order in which they win a tie: the last one is the strongest. */
  public enum Status {
    /** No event tells of it. */
    NEVER_SEEN,
    /** The user receives what the account sends. */
    SUBSCRIBED,
    /** The user left, or was removed. */
    UNSUBSCRIBED,
    /** The account was destroyed. */
    ACCOUNT_DESTROYED
  }

  /** The state of a subscription that no event tells of. */
  public static final SubscriptionState NEVER_SEEN =
      new SubscriptionState(Status.NEVER_SEEN, Instant.MIN);

  private static final Comparator<SubscriptionState> BY_WEIGHT =
      Comparator.comparing(SubscriptionState::since).thenComparing(SubscriptionState::status);

  /** The state after the destruction of the account, if there was one. */
  public static SubscriptionState accountDestroyed(Optional<Instant> destroyedAt) {
    return destroyedAt
        .map(at -> new SubscriptionState(Status.ACCOUNT_DESTROYED, at))
        .orElse(NEVER_SEEN);
  }

  /** What one event alone says; events that say nothing of subscriptions leave it never seen. */
  public static SubscriptionState of(Event event) {
    return switch (event.kind()) {
      case SUBSCRIBED -> new SubscriptionState(Status.SUBSCRIBED, event.occurredAt());
      case UNSUBSCRIBED -> new SubscriptionState(Status.UNSUBSCRIBED, event.occurredAt());
      case ACCOUNT_DESTROYED -> new SubscriptionState(Status.ACCOUNT_DESTROYED, event.occurredAt());
      case ACCOUNT_CREATED, ACCOUNT_CHANGED, ACCOUNT_FULL -> NEVER_SEEN;
    };
  }

  /** What the events together say: those about one subscriber, and those about the account. */
  public static SubscriptionState of(Collection<Event> events) {
    return events.stream().map(SubscriptionState::of).reduce(NEVER_SEEN, SubscriptionState::join);
  }

  /** What both together say. */
  public SubscriptionState join(SubscriptionState other) {
    return BY_WEIGHT.compare(this, other) >= 0 ? this : other;
  }

  public boolean isSubscribed() {
    return status == Status.SUBSCRIBED;
  }
}
