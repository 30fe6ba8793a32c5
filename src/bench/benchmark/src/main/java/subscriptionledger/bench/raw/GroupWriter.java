package subscriptionledger.bench.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import subscriptionledger.bench.raw.Rows.Account;
import subscriptionledger.bench.raw.Rows.Delivery;
import subscriptionledger.bench.raw.Rows.Entry;
import subscriptionledger.bench.raw.Rows.Event;
import subscriptionledger.bench.raw.Rows.Head;
import subscriptionledger.bench.raw.Rows.Subscription;
import subscriptionledger.bench.raw.Rows.SubscriptionId;

/** Records groups of callbacks as the product does, each group in one transaction. */
final class GroupWriter {
  private static final Comparator<SubscriptionId> IN_INDEX_ORDER =
      Comparator.comparing(SubscriptionId::account).thenComparing(SubscriptionId::subscriber);

  private final Connection connection;
  private final Statements statements;
  private final MessageDigest sha256;

  GroupWriter(Connection connection, Statements statements) {
    this.connection = connection;
    this.statements = statements;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void write(long app, List<Callback> group) throws SQLException {
    Head head = statements.lockHead(app);
    long now = Math.max(head.recordedAt(), System.currentTimeMillis());
    long sequence = head.sequence();
    long delivery = head.delivery();

    List<Delivery> deliveries = new ArrayList<>(group.size());
    List<Entry> entries = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (Callback callback : group) {
      for (String subscriber : callback.subscribers()) {
        events.add(new Event(callback.eventTime(), eventKey(app, callback, subscriber)));
      }
    }
    Set<String> recorded = statements.recorded(events);

    int next = 0;
    for (Callback callback : group) {
      delivery++;
      for (String subscriber : callback.subscribers()) {
        byte[] key = events.get(next++).key();
        if (recorded.add(HexFormat.of().formatHex(key))) {
          sequence++;
          entries.add(entry(app, sequence, key, callback, subscriber, now, delivery));
        }
      }
      deliveries.add(
          new Delivery(
              app,
              delivery,
              callback.command(),
              now,
              callback.query(),
              callback.body(),
              "RECORDED"));
    }
    statements.insertDeliveries(deliveries);
    statements.insertEntries(entries);
    updateStates(app, entries);
    statements.moveHead(new Head(app, sequence, delivery, now));
    connection.commit();
  }

  private void updateStates(long app, List<Entry> entries) throws SQLException {
    List<SubscriptionId> ids =
        entries.stream().map(GroupWriter::subscription).distinct().sorted(IN_INDEX_ORDER).toList();
    Map<SubscriptionId, Subscription> before = statements.subscriptions(ids);
    Map<SubscriptionId, Subscription> after = new TreeMap<>(IN_INDEX_ORDER);
    Map<String, Long> changes = new HashMap<>();
    Map<String, Long> latest = new HashMap<>();
    for (Entry entry : entries) {
      SubscriptionId id = subscription(entry);
      Subscription was = after.containsKey(id) ? after.get(id) : before.get(id);
      if (was == null || was.occurredAt() <= entry.occurredAt()) {
        Subscription is = new Subscription(id, entry.kind(), entry.occurredAt(), entry.sequence());
        after.put(id, is);
        long change = (is.isSubscribed() ? 1L : 0L) - (was != null && was.isSubscribed() ? 1 : 0);
        changes.merge(id.account(), change, Long::sum);
      }
      latest.merge(id.account(), entry.occurredAt(), Math::max);
    }
    statements.writeSubscriptions(after.values(), before.keySet());

    Map<String, Account> accounts = statements.accounts(app, latest.keySet());
    List<Account> updated =
        latest.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                last -> {
                  String id = last.getKey();
                  Account was = accounts.getOrDefault(id, new Account(app, id, 0, 0));
                  return new Account(
                      app,
                      id,
                      was.subscriberCount() + changes.getOrDefault(id, 0L),
                      Math.max(was.lastOccurredAt(), last.getValue()));
                })
            .collect(Collectors.toList());
    statements.writeAccounts(updated, accounts.keySet());
  }

  private static SubscriptionId subscription(Entry entry) {
    return new SubscriptionId(entry.app(), entry.account(), entry.subscriber());
  }

  private static Entry entry(
      long app,
      long sequence,
      byte[] key,
      Callback callback,
      String subscriber,
      long now,
      long delivery) {
    return new Entry(
        app,
        sequence,
        key,
        callback.subscribes() ? "SUBSCRIBED" : "UNSUBSCRIBED",
        callback.account(),
        subscriber,
        callback.operator(),
        "Android",
        "203.0.113.7",
        callback.eventTime(),
        now,
        "CALLBACK",
        delivery);
  }

  private byte[] eventKey(long app, Callback callback, String subscriber) {
    String event =
        app
            + " "
            + callback.subscribes()
            + " "
            + callback.account()
            + " "
            + subscriber
            + " "
            + callback.eventTime();
    return sha256.digest(event.getBytes(UTF_8));
  }
}
