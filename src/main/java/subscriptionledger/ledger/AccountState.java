package subscriptionledger.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The known state of an official account: the latest value of each property, and the times of its
 * last creation and destruction. Like the state of a subscription, it is a pure function of the set
 * of events (promise P4): {@link #join} takes the later of two values, and the greater one if both
 * are from the same millisecond.
 *
 * <p>An account may be destroyed and created again under the same id. Properties of the former
 * account are then no longer visible; see {@link #current}.
 *
 * @param createdAt the time of the last known creation
 * @param destroyedAt the time of the last known destruction
 * @param lastOccurredAt the time of the latest event about the account or a subscription to it
 */
public record AccountState(
    @Nullable PropertyValue name,
    @Nullable PropertyValue owner,
    @Nullable PropertyValue introduction,
    @Nullable PropertyValue faceUrl,
    @Nullable PropertyValue organization,
    @Nullable Instant createdAt,
    @Nullable Instant destroyedAt,
    @Nullable Instant lastOccurredAt) {

  /** The value of one property in an event, and the time of the event. */
  public record PropertyValue(String text, Instant at) implements Comparable<PropertyValue> {
    private static final Comparator<PropertyValue> ORDER =
        Comparator.comparing(PropertyValue::at).thenComparing(PropertyValue::text);

    @Override
    public int compareTo(PropertyValue other) {
      return ORDER.compare(this, other);
    }
  }

  /** The state of an account without events. */
  public static final AccountState UNKNOWN =
      new AccountState(null, null, null, null, null, null, null, null);

  /** Returns the state according to one event alone. */
  public static AccountState of(Event event) {
    Instant at = event.occurredAt();
    AccountDetail detail = event.detail();
    return new AccountState(
        value(detail.name(), at),
        value(detail.owner(), at),
        value(detail.introduction(), at),
        value(detail.faceUrl(), at),
        value(detail.organization(), at),
        event.kind() == Kind.ACCOUNT_CREATED ? at : null,
        event.kind() == Kind.ACCOUNT_DESTROYED ? at : null,
        at);
  }

  /** Returns the state of an account according to all of its events. */
  public static AccountState of(Collection<Event> events) {
    return events.stream().map(AccountState::of).reduce(UNKNOWN, AccountState::join);
  }

  /** Combines two states into the state according to the events of both. */
  public AccountState join(AccountState other) {
    return new AccountState(
        later(name, other.name),
        later(owner, other.owner),
        later(introduction, other.introduction),
        later(faceUrl, other.faceUrl),
        later(organization, other.organization),
        later(createdAt, other.createdAt),
        later(destroyedAt, other.destroyedAt),
        later(lastOccurredAt, other.lastOccurredAt));
  }

  /**
   * Returns DESTROYED unless the account was created after its last destruction. If both have the
   * same time, the account counts as destroyed.
   */
  public AccountStatus status() {
    if (destroyedAt == null) {
      return AccountStatus.ACTIVE;
    }
    return createdAt != null && createdAt.isAfter(destroyedAt)
        ? AccountStatus.ACTIVE
        : AccountStatus.DESTROYED;
  }

  /**
   * Returns the value of a property; empty if the value belongs to a former account with the same
   * id.
   */
  public Optional<String> current(@Nullable PropertyValue value) {
    return Optional.ofNullable(value)
        .filter(w -> createdAt == null || !w.at().isBefore(createdAt))
        .map(PropertyValue::text);
  }

  private static @Nullable PropertyValue value(@Nullable String text, Instant at) {
    return text == null ? null : new PropertyValue(text, at);
  }

  private static <T extends Comparable<? super T>> @Nullable T later(
      @Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return BinaryOperator.<T>maxBy(Comparator.naturalOrder()).apply(one, other);
  }
}
