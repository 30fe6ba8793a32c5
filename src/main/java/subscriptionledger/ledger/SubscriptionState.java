package subscriptionledger.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The state of one user's subscription to one account, determined by the latest event about it.
 *
 * <p>Callbacks may arrive late, repeatedly, and in any order. The state therefore depends on the
 * event that occurred last, not on the one that arrived last. If two events occurred in the same
 * millisecond, the one that ends the subscription wins, so that in doubt no user is messaged. This
 * makes {@link #join} commutative, associative and idempotent, and the state a function of the set
 * of events alone (promise P4).
 *
 * @param since the time of the event that determines the state; {@link Instant#MIN} for {@link
 *     SubscriptionStatus#NEVER_SEEN}
 */
public record SubscriptionState(SubscriptionStatus status, Instant since) {

  /** The state of a subscription without events. */
  public static final SubscriptionState NEVER_SEEN =
      new SubscriptionState(SubscriptionStatus.NEVER_SEEN, Instant.MIN);

  private static final Comparator<SubscriptionState> BY_WEIGHT =
      Comparator.comparing(SubscriptionState::since).thenComparing(SubscriptionState::status);

  /** Returns the state that results from the destruction of the account, if it was destroyed. */
  public static SubscriptionState accountDestroyed(Optional<Instant> destroyedAt) {
    return destroyedAt
        .map(at -> new SubscriptionState(SubscriptionStatus.ACCOUNT_DESTROYED, at))
        .orElse(NEVER_SEEN);
  }

  /**
   * Returns the state according to one event alone; NEVER_SEEN for an event that does not affect
   * subscriptions.
   */
  public static SubscriptionState of(Event event) {
    return switch (event.kind()) {
      case SUBSCRIBED -> new SubscriptionState(SubscriptionStatus.SUBSCRIBED, event.occurredAt());
      case UNSUBSCRIBED ->
          new SubscriptionState(SubscriptionStatus.UNSUBSCRIBED, event.occurredAt());
      case ACCOUNT_DESTROYED ->
          new SubscriptionState(SubscriptionStatus.ACCOUNT_DESTROYED, event.occurredAt());
      case ACCOUNT_CREATED, ACCOUNT_CHANGED, ACCOUNT_FULL -> NEVER_SEEN;
    };
  }

  /** Returns the state according to the events about one subscriber and about the account. */
  public static SubscriptionState of(Collection<Event> events) {
    return events.stream().map(SubscriptionState::of).reduce(NEVER_SEEN, SubscriptionState::join);
  }

  /** Combines two states into the state according to the events of both. */
  public SubscriptionState join(SubscriptionState other) {
    return BY_WEIGHT.compare(this, other) >= 0 ? this : other;
  }

  public boolean isSubscribed() {
    return status == SubscriptionStatus.SUBSCRIBED;
  }
}
