package subscriptionledger.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import subscriptionledger.feed.Feed.EntryQuery;
import subscriptionledger.feed.Feed.Page;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.store.History;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.LedgerQueries.Order;
import subscriptionledger.store.LedgerQueries.SequenceRange;
import subscriptionledger.store.TransactionEntityManager;

/**
 * Searches the ledger for a page of entries.
 *
 * <p>A filter may accept one entry in a million, so the ledger is searched in ranges of doubling
 * length and for a limited time. The entries found within that time are the page; its cursor marks
 * the end of the search.
 */
@ApplicationScoped
public class EntrySearch {
  private static final long FIRST_RANGE = 20_000;
  private static final long EVERYTHING = Long.MAX_VALUE / 4;

  /** The number of entries of a history that are read at a time. */
  private static final int CHUNK = 1_000;

  /** The cursor of the last page when entries are read in descending order. */
  private static final long LAST_BACKWARDS = 1;

  private static final Duration LOOKED_FOR = Duration.ofMillis(500);

  /**
   * The maximum time by which an entry's EventTime may be later than its recording. EventTime may
   * be an hour ahead of the clock, and the clocks of nodes differ a little.
   */
  private static final Duration CLOCK_SKEW = Duration.ofHours(2);

  @Inject private LedgerQueries ledger;
  @Inject private TransactionEntityManager transaction;

  /**
   * Returns the page after a cursor.
   *
   * @param head the app's last number, at which the search ends
   */
  @Transactional
  public Page scan(EntryQuery query, long head) {
    SequenceRange range = range(query, head);
    return query.order() == Order.ASC ? ascending(query, range) : descending(query, range, head);
  }

  private SequenceRange range(EntryQuery query, long head) {
    long floor = floor(query);
    return query.order() == Order.ASC
        ? new SequenceRange(Math.max(query.after(), floor), head)
        : new SequenceRange(floor, Math.min(query.after() - 1, head));
  }

  /**
   * Returns the page after a cursor from the history of the user in the filter.
   *
   * @param linked the number up to which the history is complete
   */
  @Transactional
  public Page history(EntryQuery query, long linked, long head) {
    SequenceRange range = range(query, head);
    EntryFilter filter = query.filter();
    History history = new History(transaction.ledger());
    boolean ascending = query.order() == Order.ASC;
    String subscriber = Objects.requireNonNull(filter.subscriber());
    List<Entry> newest =
        ledger.newest(query.app(), linked, head, EntryFilter.about(filter.accounts(), subscriber));
    List<Long> numbers =
        Stream.concat(
                history.numbers(query.app(), subscriber, filter.accounts()).stream(),
                newest.stream().map(Entry::sequence))
            .distinct()
            .filter(number -> number > range.after() && number <= range.upTo())
            .sorted(ascending ? Comparator.naturalOrder() : Comparator.reverseOrder())
            .toList();
    List<Entry> found = new ArrayList<>();
    for (int from = 0; from < numbers.size() && found.size() < query.limit(); from += CHUNK) {
      List<Long> chunk = numbers.subList(from, Math.min(from + CHUNK, numbers.size()));
      Comparator<Entry> order = Comparator.comparing(Entry::sequence);
      history.read(query.app(), chunk).stream()
          .sorted(ascending ? order : order.reversed())
          .filter(entry -> filter.accepts(entry.event()))
          .limit(query.limit() - found.size())
          .forEach(found::add);
    }
    return new Page(
        List.copyOf(found), next(query, found, ascending ? head : LAST_BACKWARDS), head);
  }

  private Page ascending(EntryQuery query, SequenceRange range) {
    List<Entry> found = new ArrayList<>();
    long cursor = range.after();
    SearchSteps steps = new SearchSteps(query.filter());
    while (cursor < range.upTo() && found.size() < query.limit() && steps.another()) {
      SequenceRange step =
          new SequenceRange(cursor, Math.min(range.upTo(), cursor + steps.length()));
      look(query, step, found);
      cursor = step.upTo();
    }
    return new Page(List.copyOf(found), next(query, found, cursor), range.upTo());
  }

  private Page descending(EntryQuery query, SequenceRange range, long head) {
    List<Entry> found = new ArrayList<>();
    long cursor = range.upTo();
    SearchSteps steps = new SearchSteps(query.filter());
    while (cursor > range.after() && found.size() < query.limit() && steps.another()) {
      SequenceRange step =
          new SequenceRange(Math.max(range.after(), cursor - steps.length()), cursor);
      look(query, step, found);
      cursor = step.after();
    }
    // If the filter cannot accept any older entry, this page was the last.
    long lookedThrough = cursor > range.after() ? cursor + 1 : LAST_BACKWARDS;
    return new Page(List.copyOf(found), next(query, found, lookedThrough), head);
  }

  private void look(EntryQuery query, SequenceRange step, List<Entry> found) {
    found.addAll(
        ledger.entries(
            query.app(), step, query.filter(), query.order(), query.limit() - found.size()));
  }

  /** Returns the next cursor. A full page may end in the middle of the range that was searched. */
  private static long next(EntryQuery query, List<Entry> found, long lookedThrough) {
    int limit = query.limit();
    return found.size() == limit ? found.get(limit - 1).sequence() : lookedThrough;
  }

  /** The lengths of the ranges to search. */
  private static final class SearchSteps {
    private final long began = System.nanoTime();
    private long length;

    SearchSteps(EntryFilter filter) {
      length = filter.equals(EntryFilter.ALL) ? EVERYTHING : FIRST_RANGE / 2;
    }

    boolean another() {
      length = Math.min(2 * length, EVERYTHING);
      return System.nanoTime() - began < LOOKED_FOR.toNanos();
    }

    long length() {
      return length;
    }
  }

  /**
   * Returns the number of an entry before all entries that can have occurred at or after the
   * filter's beginning.
   */
  private long floor(EntryQuery query) {
    return Optional.ofNullable(query.filter().from())
        .map(from -> ledger.lastRecordedBefore(query.app(), from.minus(CLOCK_SKEW)))
        .orElse(0L);
  }
}
