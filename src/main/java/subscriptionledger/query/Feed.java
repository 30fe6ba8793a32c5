package subscriptionledger.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.PointInTime;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.LedgerQueries.Order;
import subscriptionledger.store.LedgerQueries.SequenceRange;

/**
 * Reads pages of entries, each in a transaction of its own.
 *
 * <p>A filter may accept one entry in a million, so the ledger is searched in ranges of doubling
 * length and for a limited time. The entries found within that time are the page; its cursor marks
 * the end of the search.
 */
@ApplicationScoped
public class Feed {
  private static final long FIRST_RANGE = 20_000;
  private static final long EVERYTHING = Long.MAX_VALUE / 4;

  /** The cursor of the last page when entries are read in descending order. */
  private static final long LAST_BACKWARDS = 1;

  private static final Duration LOOKED_FOR = Duration.ofMillis(500);

  /**
   * The maximum time by which an entry's EventTime may be later than its recording. EventTime may
   * be an hour ahead of the clock, and the clocks of nodes differ a little.
   */
  private static final Duration CLOCK_SKEW = Duration.ofHours(2);

  @Inject private LedgerQueries ledger;
  @Inject private Clock clock;

  /**
   * The query for a page.
   *
   * @param after the number of an entry; the page begins with the next entry in the given order
   */
  public record EntryQuery(long app, EntryFilter filter, long after, int limit, Order order) {

    EntryQuery after(long number) {
      return new EntryQuery(app, filter, number, limit, order);
    }
  }

  /**
   * A page of entries.
   *
   * @param next the cursor of the next page
   * @param head the app's last number at the time of the search
   */
  public record Page(List<Entry> entries, long next, long head) {}

  /**
   * Returns the last number of an app.
   *
   * @throws ProblemException if the app has no ledger
   */
  @Transactional
  public long head(long app) {
    return ledger.head(app).orElseThrow(() -> new ProblemException(Problem.unknownApp(app)));
  }

  /**
   * Returns the last number of an app after fixing what is known at the requested instant. If the
   * instant is in the past, what is known at it never changes again.
   *
   * @throws ProblemException if the app has no ledger
   */
  @Transactional
  public long head(long app, PointInTime pointInTime) {
    Instant knownAt = pointInTime.knownAt();
    if (knownAt != null) {
      Instant now = clock.instant();
      ledger.settle(app, knownAt.isAfter(now) ? now : knownAt);
    }
    return head(app);
  }

  /** Returns the heads of all apps by their ids. */
  @Transactional
  public Map<Long, Long> heads() {
    return ledger.heads().stream().collect(Collectors.toMap(HeadRow::app, HeadRow::lastSequence));
  }

  @Transactional
  public Optional<Entry> entry(long app, long sequence) {
    return ledger.entry(app, sequence);
  }

  /** Returns the entries after a number, in order. */
  @Transactional
  public List<Entry> entries(long app, long after, int limit) {
    return ledger.entries(app, after, limit);
  }

  /**
   * Returns the page after a cursor.
   *
   * @param head the app's last number, at which the search ends
   */
  @Transactional
  public Page page(EntryQuery query, long head) {
    long floor = floor(query);
    return query.order() == Order.ASC
        ? ascending(query, new SequenceRange(Math.max(query.after(), floor), head))
        : descending(query, new SequenceRange(floor, Math.min(query.after() - 1, head)), head);
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
