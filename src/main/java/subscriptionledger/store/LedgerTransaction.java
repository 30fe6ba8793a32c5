package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
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
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState.Status;

/**
 * The ledger's tables as the write path uses them within one transaction. Look-ups come in bulk:
 * one query for hundreds of keys, not one each.
 */
public final class LedgerTransaction {
  /** Well under what any database takes as parameters of one statement (SQL Server: 2,100). */
  private static final int KEYS_PER_QUERY = 500;

  private final EntityManager entityManager;

  public LedgerTransaction(EntityManager entityManager) {
    this.entityManager = entityManager;
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
  public Set<EventKey> recorded(Collection<EventKey> keys) {
    Set<EventKey> recorded = new HashSet<>();
    for (List<byte[]> some : portions(keys.stream().map(EventKey::bytes).toList())) {
      entityManager
          .createQuery("SELECT e.eventKey FROM EntryRow e WHERE e.eventKey IN :keys", byte[].class)
          .setParameter("keys", some)
          .getResultStream()
          .map(EventKey::ofBytes)
          .forEach(recorded::add);
    }
    return recorded;
  }

  /** Inserts a delivery under the number that its app's head gave. */
  public void insert(Delivery delivery, long number, Outcome outcome) {
    entityManager.persist(new DeliveryRow(delivery, number, outcome));
    String objection = delivery.objection();
    if (objection != null) {
      entityManager.persist(new QuarantineRow(delivery.app(), number, objection));
    }
  }

  public void insert(Entry entry) {
    entityManager.persist(new EntryRow(entry));
  }

  /** The rows of these subscriptions; one that is not in the ledger yet gets a new row. */
  public Map<SubscriptionId, SubscriptionRow> subscriptions(Collection<SubscriptionId> ids) {
    Map<SubscriptionId, SubscriptionRow> rows = new HashMap<>();
    for (List<SubscriptionId> some : portions(ids)) {
      TypedQuery<SubscriptionRow> query =
          entityManager.createQuery(
              "SELECT s FROM SubscriptionRow s WHERE "
                  + anyOf(
                      some.size(),
                      "s.app = :p%1$d AND s.account = :a%1$d AND s.subscriber = :s%1$d"),
              SubscriptionRow.class);
      for (int i = 0; i < some.size(); i++) {
        query.setParameter("p" + i, some.get(i).app());
        query.setParameter("a" + i, some.get(i).account());
        query.setParameter("s" + i, some.get(i).subscriber());
      }
      query.getResultStream().forEach(row -> rows.put(row.id(), row));
    }
    ids.forEach(id -> rows.computeIfAbsent(id, absent -> persisted(new SubscriptionRow(absent))));
    return rows;
  }

  /** The rows of these accounts; one that is not in the ledger yet gets a new row. */
  public Map<AccountId, AccountRow> accounts(Collection<AccountId> ids) {
    Map<AccountId, AccountRow> rows = new HashMap<>();
    for (List<AccountId> some : portions(ids)) {
      TypedQuery<AccountRow> query =
          entityManager.createQuery(
              "SELECT a FROM AccountRow a WHERE "
                  + anyOf(some.size(), "a.app = :p%1$d AND a.account = :a%1$d"),
              AccountRow.class);
      for (int i = 0; i < some.size(); i++) {
        query.setParameter("p" + i, some.get(i).app());
        query.setParameter("a" + i, some.get(i).account());
      }
      query.getResultStream().forEach(row -> rows.put(row.id(), row));
    }
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

  private <T> T persisted(T row) {
    entityManager.persist(row);
    return row;
  }

  private static String anyOf(int size, String condition) {
    return IntStream.range(0, size)
        .mapToObj(i -> "(" + condition.formatted(i) + ")")
        .collect(Collectors.joining(" OR "));
  }

  private static <T> List<List<T>> portions(Collection<T> all) {
    List<T> list = new ArrayList<>(all);
    return IntStream.iterate(0, from -> from < list.size(), from -> from + KEYS_PER_QUERY)
        .mapToObj(from -> list.subList(from, Math.min(from + KEYS_PER_QUERY, list.size())))
        .toList();
  }
}
