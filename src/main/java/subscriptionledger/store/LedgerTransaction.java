package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
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
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState.Status;

/**
 * The ledger's tables as the write path uses them within one transaction: a lock, a few look-ups of
 * hundreds of keys each, and all that is written at the end.
 */
public final class LedgerTransaction {
  private final EntityManager entityManager;
  private final DatabaseProduct product;
  private final List<HeadRow> heads = new ArrayList<>();
  private @Nullable Bulk bulk;

  LedgerTransaction(EntityManager entityManager, DatabaseProduct product) {
    this.entityManager = entityManager;
    this.product = product;
  }

  /**
   * Locks the heads of the apps until the end of the transaction, in ascending order, so that two
   * transactions never wait for each other. What becomes of them is written with all the rest.
   *
   * @throws IllegalStateException when an app has no head yet
   */
  public Map<Long, HeadRow> lockHeads(SortedSet<Long> apps) {
    List<HeadRow> locked =
        entityManager
            .createQuery(
                "SELECT h FROM HeadRow h WHERE h.app IN :apps ORDER BY h.app", HeadRow.class)
            .setParameter("apps", apps)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    if (locked.size() < apps.size()) {
      throw new IllegalStateException("no head for one of the apps " + apps);
    }
    locked.forEach(entityManager::detach);
    heads.addAll(locked);
    return heads.stream().collect(Collectors.toMap(HeadRow::app, Function.identity()));
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
  public void putSubscriptions(Collection<SubscriptionRow> subscriptions) {
    bulk().put(SubscriptionRow.TABLE, List.copyOf(subscriptions));
  }

  /** What is known of these accounts; one that is not in the ledger yet has a new row. */
  public Map<AccountId, AccountRow> accounts(Set<AccountId> ids) {
    Map<AccountId, AccountRow> rows = new HashMap<>();
    ids.forEach(id -> rows.put(id, new AccountRow(id)));
    bulk()
        .find(
            AccountRow.TABLE, AccountRow.TABLE.key(), List.copyOf(rows.values()), AccountRow::read)
        .forEach(row -> rows.put(row.id(), row));
    return rows;
  }

  /** Stores what is known of these accounts now, instead of what was known of them. */
  public void putAccounts(Collection<AccountRow> accounts) {
    bulk().put(AccountRow.TABLE, List.copyOf(accounts));
  }

  /** How many users subscribed to the account after that instant, and have not left since. */
  public long countSubscribed(AccountId account, Instant after) {
    bulk().flush();
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
    bulk().put(HeadRow.TABLE, heads);
    bulk().flush();
    entityManager.flush();
  }

  private Bulk bulk() {
    if (bulk == null) {
      bulk = new Bulk(entityManager.unwrap(Connection.class), product);
    }
    return bulk;
  }
}
