package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
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
  private static final int KEYS_PER_QUERY = 1_000;

  /** Together no more keys than that, and no more conditions than a parser likes to nest. */
  private static final int SUBSCRIBERS_PER_SLICE = 50;

  private static final int SLICES_PER_QUERY = 20;

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
    for (List<byte[]> some :
        portions(keys.stream().map(EventKey::bytes).toList(), KEYS_PER_QUERY)) {
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
    for (List<Slice> slices : portions(slices(ids), SLICES_PER_QUERY)) {
      String anyOfThem =
          IntStream.range(0, slices.size())
              .mapToObj(
                  "(s.app = :p%1$d AND s.account = :a%1$d AND s.subscriber IN :s%1$d)"::formatted)
              .collect(Collectors.joining(" OR "));
      TypedQuery<SubscriptionRow> query =
          entityManager.createQuery(
              "SELECT s FROM SubscriptionRow s WHERE " + anyOfThem, SubscriptionRow.class);
      for (int i = 0; i < slices.size(); i++) {
        query.setParameter("p" + i, slices.get(i).account().app());
        query.setParameter("a" + i, slices.get(i).account().account());
        query.setParameter("s" + i, slices.get(i).subscribers());
      }
      query.getResultStream().forEach(row -> rows.put(row.id(), row));
    }
    ids.forEach(id -> rows.computeIfAbsent(id, absent -> persisted(new SubscriptionRow(absent))));
    return rows;
  }

  /** Some subscribers of one account: what one condition of a query asks for. */
  private record Slice(AccountId account, List<String> subscribers) {}

  private static List<Slice> slices(Collection<SubscriptionId> ids) {
    Map<AccountId, List<String>> subscribers =
        ids.stream()
            .collect(
                Collectors.groupingBy(
                    SubscriptionId::accountId,
                    Collectors.mapping(SubscriptionId::subscriber, Collectors.toList())));
    return subscribers.entrySet().stream()
        .flatMap(
            account ->
                portions(account.getValue(), SUBSCRIBERS_PER_SLICE).stream()
                    .map(some -> new Slice(account.getKey(), some)))
        .toList();
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
