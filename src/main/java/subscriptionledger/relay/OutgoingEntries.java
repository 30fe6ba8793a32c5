package subscriptionledger.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import subscriptionledger.feed.Feed;
import subscriptionledger.feed.Feed.EntryQuery;
import subscriptionledger.feed.Feed.Page;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.store.LedgerQueries.Order;

/** Reads the entries that a sink gets next. */
@ApplicationScoped
public class OutgoingEntries {
  private static final long FIRST = 1;

  @Inject private Feed feed;

  /**
   * The next entries.
   *
   * @param next the number up to which the ledger has been searched
   */
  public record Found(List<OutgoingEntry> entries, long next, long head) {}

  /** Returns the next entries after a position. */
  public Found after(long app, EntryFilter filter, long position, int limit) {
    Page page = feed.page(new EntryQuery(app, filter, position, limit, Order.ASC), feed.head(app));
    List<OutgoingEntry> entries = new ArrayList<>();
    for (Entry entry : page.entries()) {
      long previous =
          entries.isEmpty()
              ? previous(app, filter, entry.sequence())
              : entries.get(entries.size() - 1).sequence();
      entries.add(new OutgoingEntry(entry, previous));
    }
    return new Found(List.copyOf(entries), page.next(), page.head());
  }

  /** Returns one entry, in the form in which it was sent before. */
  public List<OutgoingEntry> at(long app, EntryFilter filter, long sequence) {
    return feed
        .page(new EntryQuery(app, EntryFilter.ALL, sequence - 1, 1, Order.ASC), sequence)
        .entries()
        .stream()
        .map(entry -> new OutgoingEntry(entry, previous(app, filter, sequence)))
        .toList();
  }

  /** Returns the number of the last entry before another one that the filter accepts, or 0. */
  private long previous(long app, EntryFilter filter, long sequence) {
    if (filter.equals(EntryFilter.ALL)) {
      return sequence - 1;
    }
    long before = sequence;
    while (before > FIRST) {
      Page page = feed.page(new EntryQuery(app, filter, before, 1, Order.DESC), sequence);
      if (!page.entries().isEmpty()) {
        return page.entries().get(0).sequence();
      }
      before = page.next();
    }
    return 0;
  }
}
