package subscriptionledger.bench.plainjpa;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.SubscriptionState;

/**
 * Records one callback in one transaction. It promises less than the product: a sequence of the
 * database numbers the entries, so there are gaps, and a later number may be committed first.
 */
@Stateless
public class CallbackTransaction {
  @Inject private PlainJpaDatabase database;

  /**
   * Records all events of a delivery; the database refuses it when one is recorded already.
   *
   * @return how many entries are new
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int record(Delivery delivery) {
    return record(delivery, delivery.interpretation().events());
  }

  /** The same, for those events that are not recorded yet. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int recordWhatIsNew(Delivery delivery) {
    Set<EventKey> recorded = new HashSet<>();
    EntityManager entityManager = database.createEntityManager();
    entityManager
        .createQuery(
            "SELECT e.eventKey FROM EntryLine e"
                + " WHERE e.occurredAt = :occurredAt AND e.eventKey IN :keys",
            byte[].class)
        .setParameter(
            "occurredAt", delivery.interpretation().events().get(0).occurredAt().toEpochMilli())
        .setParameter(
            "keys",
            delivery.interpretation().events().stream().map(event -> event.key().bytes()).toList())
        .getResultStream()
        .map(EventKey::ofBytes)
        .forEach(recorded::add);
    entityManager.close();
    return record(
        delivery,
        delivery.interpretation().events().stream()
            .filter(event -> !recorded.contains(event.key()))
            .toList());
  }

  private int record(Delivery delivery, List<Event> events) {
    EntityManager entityManager = database.createEntityManager();
    DeliveryLine line = new DeliveryLine(delivery, events.isEmpty() ? "DUPLICATE" : "RECORDED");
    entityManager.persist(line);
    int change = 0;
    for (Event event : inOneOrder(events)) {
      EntryLine entry = new EntryLine(event, Instant.now(), line.id());
      entityManager.persist(entry);
      change += join(entityManager, event, entry.sequence());
    }
    if (!events.isEmpty()) {
      updateAccount(entityManager, events.get(0), change);
    }
    entityManager.flush();
    entityManager.close();
    return events.size();
  }

  /** So that two transactions do not wait for each other's subscriptions. */
  private static List<Event> inOneOrder(List<Event> events) {
    return events.stream()
        .sorted(Comparator.comparing(event -> Objects.requireNonNull(event.subscriber())))
        .toList();
  }

  /** By how many the account's subscribers have become more. */
  private static int join(EntityManager entityManager, Event event, long sequence) {
    Subscription.Key key =
        new Subscription.Key(
            event.app(), event.account(), Objects.requireNonNull(event.subscriber()));
    Subscription subscription =
        entityManager.find(Subscription.class, key, LockModeType.PESSIMISTIC_WRITE);
    if (subscription == null) {
      subscription = new Subscription(key);
      entityManager.persist(subscription);
    }
    boolean before = subscription.isSubscribed();
    subscription.join(SubscriptionState.of(event), sequence);
    return (subscription.isSubscribed() ? 1 : 0) - (before ? 1 : 0);
  }

  /** It comes last, because all callbacks about the account wait for whoever has done it. */
  private static void updateAccount(EntityManager entityManager, Event event, int change) {
    int updated =
        entityManager
            .createQuery(
                "UPDATE Account a SET a.subscriberCount = a.subscriberCount + :change,"
                    + " a.lastOccurredAt = :occurredAt"
                    + " WHERE a.app = :app AND a.account = :account")
            .setParameter("change", change)
            .setParameter("occurredAt", event.occurredAt().toEpochMilli())
            .setParameter("app", event.app())
            .setParameter("account", event.account())
            .executeUpdate();
    if (updated == 0) {
      entityManager.persist(
          new Account(event.app(), event.account(), change, event.occurredAt().toEpochMilli()));
    }
  }
}
