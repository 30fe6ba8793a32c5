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
import subscriptionledger.ledger.SubscriptionState.Status;
import subscriptionledger.store.QuarantineRow.Decision;

/**
 * The ledger's tables as the write path uses them within one transaction: the locks and look-ups of
 * hundreds of keys at its beginning, and all that is written at its end.
 */
public final class LedgerTransaction {
  private final EntityManager entityManager;
  private final List<HeadRow> heads = new ArrayList<>();
  private final Bulk bulk;

  /**
   * What the ledger knows of what some events tell of, as it is while the heads are locked.
   *
   * @param heads of the apps; what becomes of them is written with all the rest
   * @param recorded those of the events that are entries already
   * @param subscriptions those that have a row
   * @param accounts those that have a row
   */
  public record Known(
      Map<Long, HeadRow> heads,
      Set<EventKey> recorded,
      Map<SubscriptionId, SubscriptionRow> subscriptions,
      Map<AccountId, AccountRow> accounts) {

    /** The row of a subscription; a new one when there is none. */
    public SubscriptionRow subscription(SubscriptionId id) {
      return subscriptions.computeIfAbsent(id, SubscriptionRow::new);
    }

    /** The row of an account; a new one when there is none. */
    public AccountRow account(AccountId id) {
      return accounts.computeIfAbsent(id, AccountRow::new);
    }
  }

  LedgerTransaction(EntityManager entityManager, Bulk bulk) {
    this.entityManager = entityManager;
    this.bulk = bulk;
  }

  /**
   * Locks the heads of the apps until the end of the transaction, in ascending order, so that two
   * transactions never wait for each other; and looks up what is known, from then on, of what the
   * events tell of.
   *
   * @throws IllegalStateException when an app has no head yet
   */
  public Known lock(Set<Long> apps, Map<EventKey, Event> events) {
    Known known = new Known(new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashMap<>());
    bulk.lock(
        HeadRow.TABLE,
        apps.stream().map(HeadRow::new).toList(),
        HeadRow::read,
        head -> known.heads().put(head.app(), head));
    bulk.find(
        EntryRow.TABLE,
        EntryRow.EVENT,
        events.entrySet().stream()
            .map(event -> EntryRow.sample(event.getKey(), event.getValue()))
            .toList(),
        row -> EventKey.ofBytes(row.getBytes("event_key")),
        known.recorded()::add);
    bulk.find(
        SubscriptionRow.TABLE,
        SubscriptionRow.TABLE.key(),
        distinct(events.values(), SubscriptionId::of, SubscriptionRow::new),
        SubscriptionRow::read,
        row -> known.subscriptions().put(row.id(), row));
    bulk.find(
        AccountRow.TABLE,
        AccountRow.TABLE.key(),
        distinct(events.values(), event -> Optional.of(AccountId.of(event)), AccountRow::new),
        AccountRow::read,
        row -> known.accounts().put(row.id(), row));
    bulk.read();
    if (known.heads().size() < apps.size()) {
      throw new IllegalStateException("No head exists for one of the apps " + apps);
    }
    heads.addAll(known.heads().values());
    return known;
  }

  private static <I, R> List<R> distinct(
      Collection<Event> events, Function<Event, Optional<I>> id, Function<I, R> sample) {
    return events.stream()
        .flatMap(event -> id.apply(event).stream())
        .distinct()
        .map(sample)
        .toList();
  }

  /** Inserts deliveries under the numbers that their apps' heads gave. */
  public void insertDeliveries(List<DeliveryRow> deliveries) {
    bulk.insert(DeliveryRow.TABLE, deliveries);
  }

  /** Puts a delivery into quarantine. */
  public void quarantine(Delivery delivery, long number, String objection) {
    entityManager.persist(new QuarantineRow(delivery.app(), number, objection));
  }

  /**
   * Decides on a delivery in quarantine, unless somebody has.
   *
   * @return whether this decision holds
   */
  public boolean decide(long app, long number, Decision decision) {
    return QuarantineRow.decide(entityManager, app, number, decision);
  }

  public void insertEntries(List<Entry> entries) {
    bulk.insert(EntryRow.TABLE, entries.stream().map(EntryRow::new).toList());
  }

  /** Stores what is known of these subscriptions now, instead of what was known of them. */
  public void putSubscriptions(Collection<SubscriptionRow> subscriptions) {
    bulk.put(SubscriptionRow.TABLE, List.copyOf(subscriptions));
  }

  /** Stores what is known of these accounts now, instead of what was known of them. */
  public void putAccounts(Collection<AccountRow> accounts) {
    bulk.put(AccountRow.TABLE, List.copyOf(accounts));
  }

  /** How many users subscribed to the account after that instant, and have not left since. */
  public long countSubscribed(AccountId account, Instant after) {
    bulk.flush();
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
    bulk.put(HeadRow.TABLE, heads);
    bulk.flush();
    entityManager.flush();
  }
}
