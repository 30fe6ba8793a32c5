package subscriptionledger.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an official account: the latest word on each of its fields, when it was last
 * created, and when last destroyed. Like a subscription's, it is a pure function of the set of
 * events (promise P4): {@link #join} takes the later of two words, and of two in the same
 * millisecond the one that sorts last.
 *
 * <p>An account may be destroyed and created anew under the same id. What was said of the old one
 * then no longer shows: see {@link #current}.
 *
 * @param createdAt when it was last created, as far as we were told
 * @param destroyedAt when it was last destroyed
 * @param lastOccurredAt when the latest event that touches the account or a subscription to it
 *     occurred
 */
public record AccountState(
    @Nullable Word name,
    @Nullable Word owner,
    @Nullable Word introduction,
    @Nullable Word faceUrl,
    @Nullable Word organization,
    @Nullable Instant createdAt,
    @Nullable Instant destroyedAt,
    @Nullable Instant lastOccurredAt) {

  /** Whether the account exists. */
  public enum Status {
    ACTIVE,
    DESTROYED
  }

  /** What an event said of one field, and when that was. */
  public record Word(String text, Instant at) implements Comparable<Word> {
    private static final Comparator<Word> ORDER =
        Comparator.comparing(Word::at).thenComparing(Word::text);

    @Override
    public int compareTo(Word other) {
      return ORDER.compare(this, other);
    }
  }

  /** Nothing is known. */
  public static final AccountState UNKNOWN =
      new AccountState(null, null, null, null, null, null, null, null);

  /** What one event alone says of its account. */
  public static AccountState of(Event event) {
    Instant at = event.occurredAt();
    AccountDetail detail = event.detail();
    return new AccountState(
        word(detail.name(), at),
        word(detail.owner(), at),
        word(detail.introduction(), at),
        word(detail.faceUrl(), at),
        word(detail.organization(), at),
        event.kind() == Kind.ACCOUNT_CREATED ? at : null,
        event.kind() == Kind.ACCOUNT_DESTROYED ? at : null,
        at);
  }

  /** What the events together say of their account. */
  public static AccountState of(Collection<Event> events) {
    return events.stream().map(AccountState::of).reduce(UNKNOWN, AccountState::join);
  }

  /** What both together say. */
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

  /** Destroyed, unless it was created after it was last destroyed; a tie means destroyed. */
  public Status status() {
    if (destroyedAt == null) {
      return Status.ACTIVE;
    }
    return createdAt != null && createdAt.isAfter(destroyedAt) ? Status.ACTIVE : Status.DESTROYED;
  }

  /** The text of a field, unless it was said of a predecessor with the same id. */
  public Optional<String> current(@Nullable Word word) {
    return Optional.ofNullable(word)
        .filter(w -> createdAt == null || !w.at().isBefore(createdAt))
        .map(Word::text);
  }

  private static @Nullable Word word(@Nullable String text, Instant at) {
    return text == null ? null : new Word(text, at);
  }

  private static <T extends Comparable<? super T>> @Nullable T later(
      @Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return BinaryOperator.<T>maxBy(Comparator.naturalOrder()).apply(one, other);
  }
}
