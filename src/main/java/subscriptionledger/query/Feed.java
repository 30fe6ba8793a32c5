package subscriptionledger.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerView;
import subscriptionledger.store.LedgerView.Order;
import subscriptionledger.store.LedgerView.Stretch;

/**
 * Pages of the entries, each in a transaction of its own.
 *
 * <p>A filter may accept one entry in a million, so a page is looked for in stretches of the
 * ledger, one after another, each twice as long as the last, and only for so long. What is found
 * until then is the page; its cursor says how far was looked.
 */
@ApplicationScoped
public class Feed {
  private static final long FIRST_STRETCH = 20_000;
  private static final long EVERYTHING = Long.MAX_VALUE / 4;
  private static final Duration LOOKED_FOR = Duration.ofMillis(500);

  /** EventTime may be an hour ahead of our clock, and the clocks of nodes differ a little. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(2);

  @Inject private LedgerView ledger;

  /**
   * Some entries.
   *
   * @param next the cursor from where to go on
   * @param head the app's last number, not behind the last entry
   */
  public record Page(List<Entry> entries, long next, long head) {}

  /**
   * The last number of an app.
   *
   * @throws ProblemException when no ledger is kept for the app
   */
  @Transactional
  public long head(long app) {
    return ledger.head(app).orElseThrow(() -> new ProblemException(Problem.unknownApp()));
  }

  /** The heads of all apps, by their ids. */
  @Transactional
  public Map<Long, Long> heads() {
    return ledger.heads().stream().collect(Collectors.toMap(HeadRow::app, HeadRow::lastSequence));
  }

  @Transactional
  public Optional<Entry> entry(long app, long sequence) {
    return ledger.entry(app, sequence);
  }

  /** The entries after a number, in their order. */
  @Transactional
  public List<Entry> entries(long app, long after, int limit) {
    return ledger.entries(app, after, limit);
  }

  /**
   * The page behind a cursor.
   *
   * @param after the number of an entry; the page begins with the next one in that order
   */
  @Transactional
  public Page page(long app, EntryFilter filter, long after, int limit, Order order) {
    long head = head(app);
    long floor = floor(app, filter);
    return order == Order.ASC
        ? ascending(app, filter, new Stretch(Math.max(after, floor), head), limit)
        : descending(app, filter, new Stretch(floor, Math.min(after - 1, head)), limit, head);
  }

  private Page ascending(long app, EntryFilter filter, Stretch stretch, int limit) {
    List<Entry> found = new ArrayList<>();
    long cursor = stretch.after();
    Steps steps = new Steps(filter);
    while (cursor < stretch.upTo() && found.size() < limit && steps.another()) {
      Stretch step = new Stretch(cursor, Math.min(stretch.upTo(), cursor + steps.length()));
      found.addAll(ledger.entries(app, step, filter, Order.ASC, limit - found.size()));
      cursor = step.upTo();
    }
    long next = found.size() == limit ? found.get(limit - 1).sequence() : cursor;
    return new Page(List.copyOf(found), next, stretch.upTo());
  }

  private Page descending(long app, EntryFilter filter, Stretch stretch, int limit, long head) {
    List<Entry> found = new ArrayList<>();
    long cursor = stretch.upTo();
    Steps steps = new Steps(filter);
    while (cursor > stretch.after() && found.size() < limit && steps.another()) {
      Stretch step = new Stretch(Math.max(stretch.after(), cursor - steps.length()), cursor);
      found.addAll(ledger.entries(app, step, filter, Order.DESC, limit - found.size()));
      cursor = step.after();
    }
    long next = found.size() == limit ? found.get(limit - 1).sequence() : cursor + 1;
    return new Page(List.copyOf(found), next, head);
  }

  /** How far is looked, step by step. */
  private static final class Steps {
    private final long began = System.nanoTime();
    private long length;

    Steps(EntryFilter filter) {
      length = filter.equals(EntryFilter.ALL) ? EVERYTHING : FIRST_STRETCH / 2;
    }

    boolean another() {
      length = Math.min(2 * length, EVERYTHING);
      return System.nanoTime() - began < LOOKED_FOR.toNanos();
    }

    long length() {
      return length;
    }
  }

  /** The number of an entry before all that can have occurred since the filter's beginning. */
  private long floor(long app, EntryFilter filter) {
    return Optional.ofNullable(filter.from())
        .map(from -> ledger.lastRecordedBefore(app, from.minus(CLOCK_SKEW)))
        .orElse(0L);
  }
}
