package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionStatus;
import subscriptionledger.store.QuarantineRow.Decision;

/**
 * The ledger's tables as the write path uses them within one transaction: locks and lookups of
 * hundreds of keys at the beginning, and all writes at the end.
 */
public final class LedgerTransaction {
  private final EntityManager entityManager;
  private final List<HeadRow> heads = new ArrayList<>();
  private final BulkStatements bulk;

  /**
   * The stored state that some events affect, valid while the heads are locked.
   *
   * @param heads the heads of the apps; changes to them are written with everything else
   * @param recorded the events that are already entries
   * @param subscriptions the subscriptions that have a row
   * @param accounts the accounts that have a row
   */
  public record LockedState(
      Map<Long, HeadRow> heads,
      Set<EventKey> recorded,
      Map<SubscriptionId, SubscriptionRow> subscriptions,
      Map<AccountId, AccountRow> accounts) {

    /** Returns the row of a subscription; a new one if there is none. */
    public SubscriptionRow subscription(SubscriptionId id) {
      return subscriptions.computeIfAbsent(id, SubscriptionRow::new);
    }

    /** Returns the row of an account; a new one if there is none. */
    public AccountRow account(AccountId id) {
      return accounts.computeIfAbsent(id, AccountRow::new);
    }
  }

  LedgerTransaction(EntityManager entityManager, BulkStatements bulk) {
    this.entityManager = entityManager;
    this.bulk = bulk;
  }

  /**
   * Locks the heads of the apps until the end of the transaction, and then looks up the stored
   * state that the events affect. The locks are taken in ascending order so that two transactions
   * never wait for each other.
   *
   * @throws IllegalStateException if an app has no head yet
   */
  public LockedState lock(Set<Long> apps, Map<EventKey, Event> events) {
    LockedState locked =
        new LockedState(new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashMap<>());
    bulk.lock(
        HeadRow.TABLE,
        apps.stream().map(HeadRow::new).toList(),
        HeadRow::read,
        head -> locked.heads().put(head.app(), head));
    bulk.find(
        EntryRow.TABLE,
        EntryRow.EVENT,
        events.entrySet().stream()
            .map(event -> EntryRow.sample(event.getKey(), event.getValue()))
            .toList(),
        row -> EventKey.ofBytes(row.getBytes("event_key")),
        locked.recorded()::add);
    bulk.find(
        SubscriptionRow.TABLE,
        SubscriptionRow.TABLE.key(),
        distinct(events.values(), SubscriptionId::of, SubscriptionRow::new),
        SubscriptionRow::read,
        row -> locked.subscriptions().put(row.id(), row));
    bulk.find(
        AccountRow.TABLE,
        AccountRow.TABLE.key(),
        distinct(events.values(), event -> Optional.of(AccountId.of(event)), AccountRow::new),
        AccountRow::read,
        row -> locked.accounts().put(row.id(), row));
    bulk.read();
    if (locked.heads().size() < apps.size()) {
      throw new IllegalStateException("No head exists for one of the apps " + apps);
    }
    heads.addAll(locked.heads().values());
    return locked;
  }

  private static <I, R> List<R> distinct(
      Collection<Event> events, Function<Event, Optional<I>> id, Function<I, R> sample) {
    return events.stream()
        .flatMap(event -> id.apply(event).stream())
        .distinct()
        .map(sample)
        .toList();
  }

  /** Inserts deliveries under the numbers that the heads of their apps have assigned. */
  public void insertDeliveries(List<DeliveryRow> deliveries) {
    bulk.insert(DeliveryRow.TABLE, deliveries);
  }

  /** Puts a delivery into quarantine. */
  public void quarantine(Delivery delivery, long number, String objection) {
    entityManager.persist(new QuarantineRow(delivery.app(), number, objection));
  }

  /**
   * Records a decision on a delivery in quarantine, unless there is one.
   *
   * @return true if this decision was recorded
   */
  public boolean decide(long app, long number, Decision decision) {
    return QuarantineRow.decide(entityManager, app, number, decision);
  }

  public void insertEntries(List<Entry> entries) {
    bulk.insert(EntryRow.TABLE, entries.stream().map(EntryRow::new).toList());
  }

  /** Stores the states of these subscriptions and replaces earlier ones. */
  public void putSubscriptions(Collection<SubscriptionRow> subscriptions) {
    bulk.put(SubscriptionRow.TABLE, List.copyOf(subscriptions));
  }

  /** Stores the states of these accounts and replaces earlier ones. */
  public void putAccounts(Collection<AccountRow> accounts) {
    bulk.put(AccountRow.TABLE, List.copyOf(accounts));
  }

  /**
   * Returns the number of users who subscribed to the account after an instant and are still
   * subscribed.
   */
  public long countSubscribed(AccountId account, Instant after) {
    bulk.flush();
    return entityManager
        .createQuery(
            "SELECT COUNT(s) FROM SubscriptionRow s WHERE s.app = :app AND s.account = :account"
                + " AND s.status = :subscribed AND s.occurredAt > :after",
            Long.class)
        .setParameter("app", account.app())
        .setParameter("account", account.account())
        .setParameter("subscribed", SubscriptionStatus.SUBSCRIBED)
        .setParameter("after", after.toEpochMilli())
        .getSingleResult();
  }

  /** Sends all writes to the database, so that it reports errors now. */
  public void flush() {
    bulk.put(HeadRow.TABLE, heads);
    bulk.flush();
    entityManager.flush();
  }
}
