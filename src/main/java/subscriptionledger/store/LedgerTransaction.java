package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState.Status;

/**
 * The ledger's tables as the write path uses them within one transaction. Look-ups come in bulk:
 * one query for hundreds of keys, not one each.
 */
public final class LedgerTransaction {
  /** Well under what any database takes as parameters of one statement (SQL Server: 2,100). */
  private static final int KEYS_PER_QUERY = 1_000;

  private final EntityManager entityManager;
  private final DatabaseProduct product;

  LedgerTransaction(EntityManager entityManager, DatabaseProduct product) {
    this.entityManager = entityManager;
    this.product = product;
  }

  /**
   * Locks the heads of the apps until the end of the transaction, in ascending order, so that two
   * transactions never wait for each other.
   *
   * @throws IllegalStateException when an app has no head yet
   */
  public Map<Long, HeadRow> lockHeads(SortedSet<Long> apps) {
    Map<Long, HeadRow> heads =
        entityManager
            .createQuery(
                "SELECT h FROM HeadRow h WHERE h.app IN :apps ORDER BY h.app", HeadRow.class)
            .setParameter("apps", apps)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultStream()
            .collect(Collectors.toMap(HeadRow::app, Function.identity()));
    if (heads.size() < apps.size()) {
      throw new IllegalStateException("no head for one of the apps " + apps);
    }
    return heads;
  }

  /** Those of the events that are entries already. */
  public Set<EventKey> recorded(Map<EventKey, Event> events) {
    List<EntryRow> samples =
        events.entrySet().stream()
            .map(event -> EntryRow.sample(event.getKey(), event.getValue()))
            .toList();
    return new HashSet<>(
        bulk()
            .find(
                EntryRow.TABLE,
                EntryRow.EVENT,
                samples,
                row -> EventKey.ofBytes(row.getBytes("event_key"))));
  }

  /** Inserts deliveries under the numbers that their apps' heads gave. */
  public void insertDeliveries(List<DeliveryRow> deliveries) {
    bulk().insert(DeliveryRow.TABLE, deliveries);
  }

  /** Puts a delivery into quarantine. */
  public void quarantine(Delivery delivery, long number, String objection) {
    entityManager.persist(new QuarantineRow(delivery.app(), number, objection));
  }

  public void insertEntries(List<Entry> entries) {
    bulk().insert(EntryRow.TABLE, entries.stream().map(EntryRow::new).toList());
  }

  /** What is known of these subscriptions; one that is not in the ledger yet has a new row. */
  public Map<SubscriptionId, SubscriptionRow> subscriptions(Set<SubscriptionId> ids) {
    Map<SubscriptionId, SubscriptionRow> rows = new HashMap<>();
    ids.forEach(id -> rows.put(id, new SubscriptionRow(id)));
    bulk()
        .find(
            SubscriptionRow.TABLE,
            SubscriptionRow.TABLE.key(),
            List.copyOf(rows.values()),
            SubscriptionRow::read)
        .forEach(row -> rows.put(row.id(), row));
    return rows;
  }

  /** Stores what is known of these subscriptions now, instead of what was known of them. */
  public void put(Collection<SubscriptionRow> subscriptions) {
    bulk().put(SubscriptionRow.TABLE, List.copyOf(subscriptions));
  }

  /** The rows of these accounts; one that is not in the ledger yet gets a new row. */
  public Map<AccountId, AccountRow> accounts(Collection<AccountId> ids) {
    Map<Long, List<String>> accounts =
        ids.stream()
            .collect(
                Collectors.groupingBy(
                    AccountId::app, Collectors.mapping(AccountId::account, Collectors.toList())));
    Map<AccountId, AccountRow> rows = new HashMap<>();
    accounts.forEach(
        (app, all) -> {
          for (List<String> some : portions(all, KEYS_PER_QUERY)) {
            entityManager
                .createQuery(
                    "SELECT a FROM AccountRow a WHERE a.app = :app AND a.account IN :accounts",
                    AccountRow.class)
                .setParameter("app", app)
                .setParameter("accounts", some)
                .getResultStream()
                .forEach(row -> rows.put(row.id(), row));
          }
        });
    ids.forEach(id -> rows.computeIfAbsent(id, absent -> persisted(new AccountRow(absent))));
    return rows;
  }

  /** How many users subscribed to the account after that instant, and have not left since. */
  public long countSubscribed(AccountId account, Instant after) {
    return entityManager
        .createQuery(
            "SELECT COUNT(s) FROM SubscriptionRow s WHERE s.app = :app AND s.account = :account"
                + " AND s.status = :subscribed AND s.occurredAt > :after",
            Long.class)
        .setParameter("app", account.app())
        .setParameter("account", account.account())
        .setParameter("subscribed", Status.SUBSCRIBED)
        .setParameter("after", after.toEpochMilli())
        .getSingleResult();
  }

  /** Sends everything to the database now, so that what it refuses is refused here. */
  public void flush() {
    entityManager.flush();
  }

  private Bulk bulk() {
    return new Bulk(entityManager.unwrap(Connection.class), product);
  }

  private <T> T persisted(T row) {
    entityManager.persist(row);
    return row;
  }

  private static <T> List<List<T>> portions(List<T> all, int size) {
    return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
        .mapToObj(from -> all.subList(from, Math.min(from + size, all.size())))
        .toList();
  }
}
