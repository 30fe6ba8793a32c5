package subscriptionledger.ledger;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that a reader sets; an entry must meet all of them. A condition that is null or
 * empty is ignored.
 *
 * @param from the earliest time at which the event may have occurred
 * @param to the time before which the event must have occurred
 */
public record EntryFilter(
    Set<Kind> kinds,
    Set<String> accounts,
    @Nullable String subscriber,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** A filter that accepts all entries. */
  public static final EntryFilter ALL = new EntryFilter(Set.of(), Set.of(), null, null, null);

  /** Returns a filter for the entries about a user at these accounts, or at all if it is empty. */
  public static EntryFilter about(Set<String> accounts, String subscriber) {
    return new EntryFilter(Set.of(), accounts, subscriber, null, null);
  }

  public EntryFilter {
    kinds = Set.copyOf(kinds);
    accounts = Set.copyOf(accounts);
  }

  public boolean accepts(Event event) {
    return (kinds.isEmpty() || kinds.contains(event.kind()))
        && (accounts.isEmpty() || accounts.contains(event.account()))
        && (subscriber == null || subscriber.equals(event.subscriber()))
        && (from == null || !event.occurredAt().isBefore(from))
        && (to == null || event.occurredAt().isBefore(to));
  }
}
