package subscriptionledger.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Head;
import subscriptionledger.ledger.PointInTime;
import subscriptionledger.store.CursorRow;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.LedgerQueries.Order;

/** Reads heads, entries, and pages of entries, each in a transaction of its own. */
@ApplicationScoped
public class Feed {
  /** The maximum number of entries that are searched for those about a user. */
  public static final long SHORT = 20_000;

  @Inject private LedgerQueries ledger;
  @Inject private EntrySearch search;
  @Inject private Cursors cursors;
  @Inject private Clock clock;

  /**
   * The query for a page.
   *
   * @param after the number of an entry; the page begins with the next entry in the given order
   */
  public record EntryQuery(long app, EntryFilter filter, long after, int limit, Order order) {

    public EntryQuery after(long number) {
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
   * @throws UnknownAppException if the app has no ledger
   */
  @Transactional
  public long head(long app) {
    return ledger.head(app).orElseThrow(() -> new UnknownAppException(app));
  }

  /**
   * Returns the last number of an app after fixing what is known at the requested instant. If the
   * instant is in the past, what is known at it never changes again.
   *
   * @throws UnknownAppException if the app has no ledger
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
    return ledger.heads().stream().collect(Collectors.toMap(Head::app, Head::lastSequence));
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
   * Returns the page after a cursor. What happened to a user is found by its history, except for
   * the newest entries, which need not be in it yet.
   *
   * @param head the app's last number, at which the search ends
   * @throws BehindException if the history is not complete yet
   */
  public Page page(EntryQuery query, long head) {
    long first = query.order() == Order.ASC ? query.after() : 0;
    return query.filter().subscriber() == null || head - first <= SHORT
        ? search.scan(query, head)
        : cursors.near(
            head,
            SHORT,
            CursorRow.STATES,
            query.app(),
            linked -> search.history(query, linked, head));
  }

  /** Returns the page after a cursor, which is near the head. */
  public Page news(EntryQuery query, long head) {
    return search.scan(query, head);
  }
}
