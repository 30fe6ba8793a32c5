package subscriptionledger.ledger;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a reader wants: those that agree with all of it. What is null or empty does not
 * matter.
 *
 * @param from the first instant at which they may have occurred
 * @param to the first instant at which they may not have occurred any more
 */
public record EntryFilter(
    Set<Kind> kinds,
    @Nullable String account,
    @Nullable String subscriber,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** All entries. */
  public static final EntryFilter ALL = new EntryFilter(Set.of(), null, null, null, null);

  public EntryFilter {
    kinds = Set.copyOf(kinds);
  }

  public boolean accepts(Event event) {
    return (kinds.isEmpty() || kinds.contains(event.kind()))
        && (account == null || account.equals(event.account()))
        && (subscriber == null || subscriber.equals(event.subscriber()))
        && (from == null || !event.occurredAt().isBefore(from))
        && (to == null || event.occurredAt().isBefore(to));
  }
}
