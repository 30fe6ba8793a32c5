package subscriptionledger.store;

import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import subscriptionledger.ledger.Entry;

/**
 * The history of subscriptions and accounts: their entries, found by the links from each to the
 * previous one ({@link HistoryRow}). It reaches as far as the cursor of the states.
 */
public final class History {
  private final LedgerTransaction ledger;

  public History(LedgerTransaction ledger) {
    this.ledger = ledger;
  }

  /**
   * Returns the entries of some histories, in the order of their numbers.
   *
   * @param last the number of the last entry of each history; 0 for a history without entries
   */
  public List<Entry> entries(long app, Collection<Long> last) {
    return read(app, chain(app, last));
  }

  /**
   * Returns the numbers of the entries about a user, in no particular order.
   *
   * @param accounts the accounts; empty for all
   */
  public List<Long> numbers(long app, String subscriber, Set<String> accounts) {
    TypedQuery<Long> last =
        ledger
            .entityManager()
            .createQuery(
                "SELECT s.lastSequence FROM SubscriptionRow s WHERE s.app = :app"
                    + " AND s.subscriber = :subscriber"
                    + (accounts.isEmpty() ? "" : " AND s.account IN :accounts"),
                Long.class)
            .setParameter("app", app)
            .setParameter("subscriber", subscriber);
    if (!accounts.isEmpty()) {
      last.setParameter("accounts", accounts);
    }
    return chain(app, last.getResultList());
  }

  private List<Long> chain(long app, Collection<Long> last) {
    List<Long> numbers = new ArrayList<>();
    ledger
        .bulk()
        .query(
            String.format(
                Locale.ROOT,
                """
                WITH RECURSIVE chain (sequence) AS (
                  SELECT k.sequence FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS k (sequence)
                  UNION ALL %s)
                SELECT sequence FROM chain""",
                ledger.bulk().sql().chain()),
            List.of(last.stream().filter(number -> number > 0).toList(), app),
            row -> numbers.add(row.getLong(1)));
    return numbers;
  }

  /** Returns the entries with these numbers, in the order of their numbers. */
  public List<Entry> read(long app, Collection<Long> numbers) {
    List<Entry> entries = new ArrayList<>();
    ledger
        .bulk()
        .find(
            EntryRow.TABLE,
            numbers.stream().map(number -> EntryRow.sample(app, number)).toList(),
            row -> entries.add(row.toEntry()));
    ledger.bulk().read();
    entries.sort(Comparator.comparing(Entry::sequence));
    return entries;
  }
}
