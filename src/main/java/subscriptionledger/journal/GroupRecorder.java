package subscriptionledger.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.ledger.Source;
import subscriptionledger.store.DeliveryRow;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.LedgerTransaction.LockedState;
import subscriptionledger.store.QuarantineRow.Decision;
import subscriptionledger.store.QuarantineRow.DecisionType;

/**
 * Writes a group of deliveries within one transaction: numbers the events, omits those that are
 * already entries, and updates the states. It neither begins nor ends the transaction, and can be
 * repeated with the same group after a failure.
 */
final class GroupRecorder {
  private final LedgerTransaction ledger;
  private final Instant now;

  GroupRecorder(LedgerTransaction ledger, Instant now) {
    this.ledger = ledger;
    this.now = now;
  }

  GroupResult record(List<Delivery> group) {
    List<Map<EventKey, Event>> events = group.stream().map(GroupRecorder::eventsByKey).toList();
    LockedState locked = ledger.lock(apps(group), together(events));

    List<Receipt> receipts = new ArrayList<>(group.size());
    List<DeliveryRow> deliveries = new ArrayList<>(group.size());
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      Delivery delivery = group.get(i);
      if (!claim(delivery)) {
        receipts.add(new Receipt.Decided());
        continue;
      }
      HeadRow head = requireNonNull(locked.heads().get(delivery.app()));
      long number = head.takeDelivery();
      int before = entries.size();
      events
          .get(i)
          .forEach(
              (key, event) -> {
                if (locked.recorded().add(key)) {
                  entries.add(entry(head, key, event, number));
                }
              });
      Receipt receipt = receipt(delivery, entries.size() - before);
      deliveries.add(new DeliveryRow(delivery, number, outcome(receipt)));
      if (receipt instanceof Receipt.Quarantined quarantined) {
        ledger.quarantine(delivery, number, quarantined.objection());
      }
      receipts.add(receipt);
    }

    ledger.insertDeliveries(deliveries);
    ledger.insertEntries(entries);
    new StateUpdate(ledger, locked).apply(entries);
    ledger.flush();
    return new GroupResult(receipts, entries);
  }

  /**
   * Marks the delivery that is replayed as decided, in the transaction that records it. A delivery
   * in quarantine is therefore either recorded or discarded, even if two operators decide at the
   * same moment.
   */
  private boolean claim(Delivery delivery) {
    Delivery.ReplayRequest replay = delivery.replay();
    return replay == null
        || ledger.decide(
            delivery.app(), replay.number(), new Decision(DecisionType.REPLAYED, replay.by(), now));
  }

  private Entry entry(HeadRow head, EventKey key, Event event, long delivery) {
    return new Entry(
        head.takeSequence(), key, event, head.takeRecordedAt(now), Source.CALLBACK, delivery);
  }

  private static Receipt receipt(Delivery delivery, int entries) {
    String objection = delivery.objection();
    if (objection != null) {
      return new Receipt.Quarantined(objection, entries);
    }
    return entries > 0 ? new Receipt.Recorded(entries) : new Receipt.Duplicate();
  }

  private static Outcome outcome(Receipt receipt) {
    if (receipt instanceof Receipt.Quarantined) {
      return Outcome.QUARANTINED;
    }
    return receipt instanceof Receipt.Recorded ? Outcome.RECORDED : Outcome.DUPLICATE;
  }

  private static Set<Long> apps(List<Delivery> group) {
    return group.stream().map(Delivery::app).collect(Collectors.toSet());
  }

  private static Map<EventKey, Event> eventsByKey(Delivery delivery) {
    Map<EventKey, Event> events = new LinkedHashMap<>();
    delivery.events().forEach(event -> events.putIfAbsent(event.key(), event));
    return events;
  }

  private static Map<EventKey, Event> together(List<Map<EventKey, Event>> events) {
    Map<EventKey, Event> together = new HashMap<>();
    events.forEach(together::putAll);
    return together;
  }
}
