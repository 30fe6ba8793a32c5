package subscriptionledger.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Head;

/** The entries as readers see them. Every method requires a transaction. */
@ApplicationScoped
public class LedgerQueries {
  @Inject private TransactionEntityManager transaction;

  /** The order in which entries are read. */
  public enum Order {
    ASC,
    DESC
  }

  /**
   * A range of an app's entries.
   *
   * @param after the number before the first entry
   * @param upTo the number of the last entry
   */
  public record SequenceRange(long after, long upTo) {}

  /** Returns the heads of all apps that have a ledger, in the order of their ids. */
  public List<Head> heads() {
    return entityManager()
        .createQuery("SELECT h FROM HeadRow h ORDER BY h.app", HeadRow.class)
        .getResultStream()
        .map(HeadRow::toHead)
        .toList();
  }

  /** Returns the cursors of all apps. */
  public List<CursorRow> cursors() {
    return entityManager()
        .createQuery("SELECT c FROM CursorRow c", CursorRow.class)
        .getResultList();
  }

  /**
   * Returns the last sequence number of an app, 0 before its first entry; empty for an unknown app.
   */
  public Optional<Long> head(long app) {
    return Optional.ofNullable(entityManager().find(HeadRow.class, app))
        .map(row -> row.toHead().lastSequence());
  }

  /**
   * Fixes what is known at an instant in the past: entries that are committed afterwards get a
   * later recording time. It waits for a group that is being written, whose recording time has
   * already been chosen.
   */
  public void settle(long app, Instant passed) {
    HeadRow.settle(entityManager(), app, passed);
  }

  public Optional<Entry> entry(long app, long sequence) {
    return Optional.ofNullable(
            entityManager().find(EntryRow.class, new EntryRow.Key(app, sequence)))
        .map(EntryRow::toEntry);
  }

  /** Returns the entries of an app after a sequence number, in order. */
  public List<Entry> entries(long app, long after, int limit) {
    return EntryRow.after(entityManager(), app, after, Long.MAX_VALUE, limit);
  }

  /** Returns the first entries of a range, in the given order, that the filter accepts. */
  public List<Entry> entries(
      long app, SequenceRange range, EntryFilter filter, Order order, int limit) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("e.app = :app", app);
    conditions.put("e.sequence > :after", range.after());
    conditions.put("e.sequence <= :upTo", range.upTo());
    if (!filter.kinds().isEmpty()) {
      conditions.put("e.kind IN :kinds", filter.kinds());
    }
    if (!filter.accounts().isEmpty()) {
      conditions.put("e.account IN :accounts", filter.accounts());
    }
    if (filter.subscriber() != null) {
      conditions.put("e.subscriber = :subscriber", filter.subscriber());
    }
    if (filter.from() != null) {
      conditions.put("e.occurredAt >= :from", millisAtOrAfter(filter.from()));
    }
    if (filter.to() != null) {
      conditions.put("e.occurredAt < :to", millisAtOrAfter(filter.to()));
    }
    TypedQuery<EntryRow> query =
        entityManager()
            .createQuery(
                "SELECT e FROM EntryRow e WHERE "
                    + String.join(" AND ", conditions.keySet())
                    + " ORDER BY "
                    + indexed(filter).stream()
                        .map(column -> "e." + column + " " + order)
                        .collect(Collectors.joining(", ")),
                EntryRow.class);
    conditions.forEach(
        (condition, value) ->
            query.setParameter(condition.substring(condition.indexOf(':') + 1), value));
    return query
        .setHint(EntryRow.READ_ONLY, true)
        .setMaxResults(limit)
        .getResultStream()
        .map(EntryRow::toEntry)
        .toList();
  }

  /**
   * Returns the entries that the filter accepts after a number, up to another one; none if the
   * first is not the smaller one.
   */
  public List<Entry> newest(long app, long after, long head, EntryFilter filter) {
    return after >= head
        ? List.of()
        : entries(app, new SequenceRange(after, head), filter, Order.ASC, Integer.MAX_VALUE);
  }

  /** Rounds an instant up to milliseconds, because entries have times in whole milliseconds. */
  private static long millisAtOrAfter(Instant instant) {
    return instant.plusNanos(999_999).toEpochMilli();
  }

  /**
   * Returns the columns of the index that matches the filter. All but the last column are equal in
   * all rows found. H2 nevertheless reads the rows in index order, instead of sorting all of them,
   * only if the query orders by all columns of the index.
   */
  private static List<String> indexed(EntryFilter filter) {
    return filter.accounts().size() == 1
        ? List.of("app", "account", "sequence")
        : List.of("app", "sequence");
  }

  /**
   * Returns the number of the last entry that was recorded before an instant; 0 if there is none.
   * Recording times never decrease, so this is a binary search.
   */
  public long lastRecordedBefore(long app, Instant instant) {
    long low = 0;
    long high = head(app).orElse(0L);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (recordedAt(app, middle) < instant.toEpochMilli()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private long recordedAt(long app, long sequence) {
    return entityManager()
        .createQuery(
            "SELECT e.recordedAt FROM EntryRow e WHERE e.app = :app AND e.sequence = :sequence",
            Long.class)
        .setParameter("app", app)
        .setParameter("sequence", sequence)
        .getSingleResult();
  }

  private EntityManager entityManager() {
    return transaction.entityManager();
  }
}
