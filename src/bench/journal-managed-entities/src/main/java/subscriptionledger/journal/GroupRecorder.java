package subscriptionledger.journal;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.Head;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.store.DeliveryRow;
import subscriptionledger.store.EntryRow;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.QuarantineRow;

/**
 * Stands in for the product's: the same group in the same transaction with the same locks and
 * limits, but by managed entities alone. On PostgreSQL only; callbacks that are replayed do not
 * occur in the benchmark.
 */
final class GroupRecorder {
  private static final String LIMITS =
      "SELECT set_config('lock_timeout', '1s', true),"
          + " set_config('idle_in_transaction_session_timeout', '5s', true),"
          + " set_config('statement_timeout', '8s', true)";

  private static final String RECORDED =
      "SELECT f.* FROM unnest(?, ?, ?) AS k (app, occurred_at, event_key) CROSS JOIN LATERAL"
          + " (SELECT t.* FROM entry t WHERE t.app = k.app AND t.occurred_at = k.occurred_at"
          + " AND t.event_key = k.event_key LIMIT 1) f";

  private final EntityManager entityManager;
  private final Instant now;
  private final Map<Long, Head> heads = new HashMap<>();
  private final Set<EventKey> recorded = new HashSet<>();

  GroupRecorder(LedgerTransaction ledger, Instant now) {
    this.entityManager = ledger.entityManager();
    this.now = now;
  }

  List<Receipt> record(List<Delivery> group) {
    List<Map<EventKey, Event>> events =
        group.stream().map(delivery -> delivery.interpretation().eventsByKey()).toList();
    lock(group.stream().map(Delivery::app).collect(Collectors.toSet()));
    find(events.stream().flatMap(keys -> keys.entrySet().stream()).toList());
    List<Receipt> receipts = new ArrayList<>(group.size());
    for (int i = 0; i < group.size(); i++) {
      Delivery delivery = group.get(i);
      Head head = requireNonNull(heads.get(delivery.app()));
      long number = head.takeDelivery();
      List<Entry> fresh = new ArrayList<>();
      events
          .get(i)
          .forEach(
              (key, event) -> {
                if (recorded.add(key)) {
                  Entry entry =
                      new Entry(
                          head.takeSequence(),
                          key,
                          event,
                          head.takeRecordedAt(now),
                          delivery.source(),
                          number);
                  fresh.add(entry);
                  entityManager.persist(new EntryRow(entry));
                }
              });
      String objection = delivery.interpretation().objection();
      if (objection != null) {
        entityManager.persist(new QuarantineRow(delivery.app(), number, objection));
      }
      Outcome outcome = Outcome.of(objection, fresh);
      entityManager.persist(new DeliveryRow(delivery, number, outcome));
      receipts.add(new Receipt.Kept(outcome, fresh));
    }
    heads.values().forEach(head -> entityManager.merge(new HeadRow(head)));
    entityManager.flush();
    return receipts;
  }

  private void lock(Set<Long> apps) {
    entityManager.createNativeQuery(LIMITS).getSingleResult();
    entityManager
        .createQuery("SELECT h FROM HeadRow h WHERE h.app IN :apps ORDER BY h.app", HeadRow.class)
        .setParameter("apps", apps)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .map(HeadRow::toHead)
        .forEach(head -> heads.put(head.app(), head));
  }

  @SuppressWarnings("unchecked")
  private void find(Collection<Map.Entry<EventKey, Event>> events) {
    List<EntryRow> found =
        entityManager
            .createNativeQuery(RECORDED, EntryRow.class)
            .setParameter(1, array("bigint", events, Long[]::new, (key, event) -> event.app()))
            .setParameter(
                2,
                array(
                    "bigint",
                    events,
                    Long[]::new,
                    (key, event) -> event.occurredAt().toEpochMilli()))
            .setParameter(3, array("bytea", events, byte[][]::new, (key, event) -> key.bytes()))
            .getResultList();
    found.forEach(row -> recorded.add(row.eventKey()));
  }

  private <T> Array array(
      String type,
      Collection<Map.Entry<EventKey, Event>> events,
      IntFunction<T[]> elements,
      BiFunction<EventKey, Event, T> element) {
    try {
      return entityManager
          .unwrap(Connection.class)
          .createArrayOf(
              type,
              events.stream()
                  .map(event -> element.apply(event.getKey(), event.getValue()))
                  .toArray(elements));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
