package subscriptionledger.bench.raw;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import subscriptionledger.bench.raw.Rows.Account;
import subscriptionledger.bench.raw.Rows.Delivery;
import subscriptionledger.bench.raw.Rows.Entry;
import subscriptionledger.bench.raw.Rows.Event;
import subscriptionledger.bench.raw.Rows.Subscription;
import subscriptionledger.bench.raw.Rows.SubscriptionId;

/**
 * d1: what every database understands. Rows are written in JDBC batches, and looked up by lists of
 * parameters, whose lengths are powers of two so that there are few different statements.
 */
final class PlainBatches extends PreparedStatements {
  private static final int KEYS_PER_QUERY = 1_024;

  PlainBatches(Connection connection) {
    super(connection);
  }

  @Override
  public Set<String> recorded(Collection<Event> events) throws SQLException {
    Set<String> recorded = new HashSet<>();
    for (List<Event> some : portions(List.copyOf(events))) {
      List<Long> times = portions(some.stream().map(Event::occurredAt).distinct().toList()).get(0);
      PreparedStatement select =
          prepare(
              "SELECT event_key FROM entry WHERE occurred_at IN ("
                  + list("?", times.size())
                  + ") AND event_key IN ("
                  + list("?", some.size())
                  + ")");
      int parameter = 1;
      for (long time : times) {
        select.setLong(parameter++, time);
      }
      for (Event event : some) {
        select.setBytes(parameter++, event.key());
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          recorded.add(HexFormat.of().formatHex(rows.getBytes(1)));
        }
      }
    }
    return recorded;
  }

  @Override
  public Map<SubscriptionId, Subscription> subscriptions(Collection<SubscriptionId> ids)
      throws SQLException {
    Map<SubscriptionId, Subscription> found = new HashMap<>();
    Map<String, List<SubscriptionId>> byAccount =
        ids.stream().collect(Collectors.groupingBy(SubscriptionId::account));
    for (List<SubscriptionId> ofAccount : byAccount.values()) {
      for (List<SubscriptionId> some : portions(ofAccount)) {
        PreparedStatement select =
            prepare(
                "SELECT app, account, subscriber, status, occurred_at, sequence FROM subscription"
                    + " WHERE app = ? AND account = ? AND subscriber IN ("
                    + list("?", some.size())
                    + ")");
        int parameter = 1;
        select.setLong(parameter++, some.get(0).app());
        select.setString(parameter++, some.get(0).account());
        for (SubscriptionId id : some) {
          select.setString(parameter++, id.subscriber());
        }
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            SubscriptionId id =
                new SubscriptionId(rows.getLong(1), rows.getString(2), rows.getString(3));
            found.put(
                id, new Subscription(id, rows.getString(4), rows.getLong(5), rows.getLong(6)));
          }
        }
      }
    }
    return found;
  }

  @Override
  public Map<String, Account> accounts(long app, Collection<String> ids) throws SQLException {
    Map<String, Account> found = new HashMap<>();
    for (List<String> some : portions(List.copyOf(ids))) {
      PreparedStatement select =
          prepare(
              "SELECT account, subscriber_count, last_occurred_at FROM account WHERE app = ?"
                  + " AND account IN ("
                  + list("?", some.size())
                  + ")");
      int parameter = 1;
      select.setLong(parameter++, app);
      for (String id : some) {
        select.setString(parameter++, id);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(
              rows.getString(1),
              new Account(app, rows.getString(1), rows.getLong(2), rows.getLong(3)));
        }
      }
    }
    return found;
  }

  @Override
  public void insertDeliveries(List<Delivery> rows) throws SQLException {
    PreparedStatement insert =
        prepare(
            "INSERT INTO delivery (app, id, command, received_at, query, body, outcome)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (Delivery row : rows) {
      insert.setLong(1, row.app());
      insert.setLong(2, row.id());
      insert.setString(3, row.command());
      insert.setLong(4, row.receivedAt());
      insert.setString(5, row.query());
      insert.setBytes(6, row.body());
      insert.setString(7, row.outcome());
      insert.addBatch();
    }
    insert.executeBatch();
  }

  @Override
  public void insertEntries(List<Entry> rows) throws SQLException {
    PreparedStatement insert =
        prepare(
            "INSERT INTO entry (app, sequence, event_key, kind, account, subscriber, operator,"
                + " platform, client_ip, occurred_at, recorded_at, source, delivery_id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (Entry row : rows) {
      insert.setLong(1, row.app());
      insert.setLong(2, row.sequence());
      insert.setBytes(3, row.eventKey());
      insert.setString(4, row.kind());
      insert.setString(5, row.account());
      insert.setString(6, row.subscriber());
      insert.setString(7, row.operator());
      insert.setString(8, row.platform());
      insert.setString(9, row.clientIp());
      insert.setLong(10, row.occurredAt());
      insert.setLong(11, row.recordedAt());
      insert.setString(12, row.source());
      insert.setLong(13, row.delivery());
      insert.addBatch();
    }
    insert.executeBatch();
  }

  @Override
  public void writeSubscriptions(Collection<Subscription> rows, Set<SubscriptionId> present)
      throws SQLException {
    PreparedStatement insert =
        prepare(
            "INSERT INTO subscription (status, occurred_at, sequence, app, account, subscriber)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    PreparedStatement update =
        prepare(
            "UPDATE subscription SET status = ?, occurred_at = ?, sequence = ?"
                + " WHERE app = ? AND account = ? AND subscriber = ?");
    for (Subscription row : rows) {
      PreparedStatement write = present.contains(row.id()) ? update : insert;
      write.setString(1, row.status());
      write.setLong(2, row.occurredAt());
      write.setLong(3, row.sequence());
      write.setLong(4, row.id().app());
      write.setString(5, row.id().account());
      write.setString(6, row.id().subscriber());
      write.addBatch();
    }
    insert.executeBatch();
    update.executeBatch();
  }

  @Override
  public void writeAccounts(Collection<Account> rows, Set<String> present) throws SQLException {
    PreparedStatement insert =
        prepare(
            "INSERT INTO account (subscriber_count, last_occurred_at, app, account)"
                + " VALUES (?, ?, ?, ?)");
    PreparedStatement update =
        prepare(
            "UPDATE account SET subscriber_count = ?, last_occurred_at = ?"
                + " WHERE app = ? AND account = ?");
    for (Account row : rows) {
      PreparedStatement write = present.contains(row.account()) ? update : insert;
      write.setLong(1, row.subscriberCount());
      write.setLong(2, row.lastOccurredAt());
      write.setLong(3, row.app());
      write.setString(4, row.account());
      write.addBatch();
    }
    insert.executeBatch();
    update.executeBatch();
  }

  /** Each portion is as long as a power of two: its last element may be there repeatedly. */
  private static <T> List<List<T>> portions(List<T> all) {
    List<List<T>> portions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += KEYS_PER_QUERY) {
      List<T> some = all.subList(from, Math.min(from + KEYS_PER_QUERY, all.size()));
      int size = Integer.highestOneBit(2 * some.size() - 1);
      List<T> padded = new ArrayList<>(some);
      padded.addAll(Collections.nCopies(size - some.size(), some.get(some.size() - 1)));
      portions.add(padded);
    }
    return portions;
  }

  private static String list(String element, int times) {
    return String.join(", ", Collections.nCopies(times, element));
  }
}
