package subscriptionledger.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.Head;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.ledger.Source;
import subscriptionledger.store.BulkStatements;
import subscriptionledger.store.DeliveryRow;
import subscriptionledger.store.EntryRow;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.QuarantineRow;
import subscriptionledger.store.QuarantineRow.Decision;
import subscriptionledger.store.QuarantineRow.DecisionType;

/**
 * Writes a group of deliveries within one transaction: locks the heads, numbers the events, and
 * omits those that are already entries. Nothing else is read or written, because the transactions
 * of all nodes wait for each other here. It neither begins nor ends the transaction, and can be
 * repeated with the same group after a failure.
 */
final class GroupRecorder {
  private final LedgerTransaction ledger;
  private final Instant now;
  private final Map<Long, Head> heads = new HashMap<>();
  private final Set<EventKey> recorded = new HashSet<>();

  GroupRecorder(LedgerTransaction ledger, Instant now) {
    this.ledger = ledger;
    this.now = now;
  }

  /** Returns one receipt for each delivery, in the same order; valid once the commit succeeds. */
  List<Receipt> record(List<Delivery> group) {
    List<Map<EventKey, Event>> events =
        group.stream().map(delivery -> delivery.interpretation().eventsByKey()).toList();
    lock(group.stream().map(Delivery::app).collect(Collectors.toSet()), events);

    List<Receipt> receipts = new ArrayList<>(group.size());
    List<DeliveryRow> deliveries = new ArrayList<>(group.size());
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      Delivery delivery = group.get(i);
      if (!claim(delivery)) {
        receipts.add(new Receipt.Decided());
        continue;
      }
      Head head = requireNonNull(heads.get(delivery.app()));
      long number = head.takeDelivery();
      List<Entry> fresh = new ArrayList<>();
      events
          .get(i)
          .forEach(
              (key, event) -> {
                if (recorded.add(key)) {
                  fresh.add(entry(head, key, event, delivery.source(), number));
                }
              });
      String objection = delivery.interpretation().objection();
      if (objection != null) {
        ledger.entityManager().persist(new QuarantineRow(delivery.app(), number, objection));
      }
      Outcome outcome = Outcome.of(objection, fresh);
      deliveries.add(new DeliveryRow(delivery, number, outcome));
      entries.addAll(fresh);
      receipts.add(new Receipt.Kept(outcome, fresh));
    }
    write(deliveries, entries);
    return receipts;
  }

  /**
   * Locks the heads of the apps until the end of the transaction, and then looks up the events that
   * are already entries. The locks are taken in ascending order so that two transactions never wait
   * for each other.
   *
   * @throws IllegalStateException if an app has no head yet
   */
  private void lock(Set<Long> apps, List<Map<EventKey, Event>> events) {
    BulkStatements bulk = ledger.bulk();
    bulk.lock(
        HeadRow.TABLE,
        apps.stream().map(HeadRow::new).toList(),
        row -> {
          Head head = row.toHead();
          heads.put(head.app(), head);
        });
    bulk.find(
        EntryRow.TABLE,
        EntryRow.EVENT,
        events.stream()
            .flatMap(keys -> keys.entrySet().stream())
            .map(event -> EntryRow.sample(event.getKey(), event.getValue()))
            .toList(),
        row -> recorded.add(row.eventKey()));
    bulk.read();
    if (heads.size() < apps.size()) {
      throw new IllegalStateException("No head exists for one of the apps " + apps);
    }
  }

  /** Sends all writes to the database, so that it reports errors now. */
  private void write(List<DeliveryRow> deliveries, List<Entry> entries) {
    BulkStatements bulk = ledger.bulk();
    bulk.insert(DeliveryRow.TABLE, deliveries);
    bulk.insert(EntryRow.TABLE, entries.stream().map(EntryRow::new).toList());
    bulk.put(HeadRow.TABLE, heads.values().stream().map(HeadRow::new).toList());
    bulk.flush();
    ledger.entityManager().flush();
  }

  /**
   * Marks the delivery that is replayed as decided, in the transaction that records it. A delivery
   * in quarantine is therefore either recorded or discarded, even if two operators decide at the
   * same moment.
   */
  private boolean claim(Delivery delivery) {
    Delivery.ReplayRequest replay = delivery.replay();
    return replay == null
        || QuarantineRow.decide(
            ledger.entityManager(),
            delivery.app(),
            replay.number(),
            new Decision(DecisionType.REPLAYED, replay.by(), now));
  }

  private Entry entry(Head head, EventKey key, Event event, Source source, long delivery) {
    return new Entry(head.takeSequence(), key, event, head.takeRecordedAt(now), source, delivery);
  }
}
