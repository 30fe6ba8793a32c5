package subscriptionledger.bench.raw;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import subscriptionledger.bench.raw.Rows.Account;
import subscriptionledger.bench.raw.Rows.Delivery;
import subscriptionledger.bench.raw.Rows.Entry;
import subscriptionledger.bench.raw.Rows.Event;
import subscriptionledger.bench.raw.Rows.Subscription;
import subscriptionledger.bench.raw.Rows.SubscriptionId;

/**
 * d2: PostgreSQL's arrays. Each statement is one text whatever the group's size, with an array for
 * each column as its parameters; what is there is updated by the statement that inserts.
 */
class Arrays extends PreparedStatements {
  /**
   * The planner does not know how many keys an array has, and may rather read the table than look
   * hundreds of them up; the limit leaves it no choice.
   */
  private static final String RECORDED =
      """
      SELECT f.event_key
      FROM unnest(?::bigint[], ?::bytea[]) AS k (occurred_at, event_key)
      CROSS JOIN LATERAL (
        SELECT e.event_key FROM entry e
        WHERE e.occurred_at = k.occurred_at AND e.event_key = k.event_key LIMIT 1) f""";

  private static final String SUBSCRIPTIONS =
      """
      SELECT f.app, f.account, f.subscriber, f.status, f.occurred_at, f.sequence
      FROM unnest(?::bigint[], ?::text[], ?::text[]) AS k (app, account, subscriber)
      CROSS JOIN LATERAL (
        SELECT s.* FROM subscription s
        WHERE s.app = k.app AND s.account = k.account AND s.subscriber = k.subscriber LIMIT 1) f""";

  private static final String ACCOUNTS =
      "SELECT account, subscriber_count, last_occurred_at FROM account"
          + " WHERE app = ? AND account = ANY (?)";

  private static final String INSERT_DELIVERIES =
      """
      INSERT INTO delivery (app, id, command, received_at, query, body, outcome)
      SELECT * FROM unnest(
        ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::text[])""";

  private static final String INSERT_ENTRIES =
      """
      INSERT INTO entry (app, sequence, event_key, kind, account, subscriber, operator, platform,
        client_ip, occurred_at, recorded_at, source, delivery_id)
      SELECT * FROM unnest(
        ?::bigint[], ?::bigint[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[])""";

  private static final String WRITE_SUBSCRIPTIONS =
      """
      INSERT INTO subscription (app, account, subscriber, status, occurred_at, sequence)
      SELECT * FROM unnest(
        ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
      ON CONFLICT (app, account, subscriber) DO UPDATE
      SET status = excluded.status, occurred_at = excluded.occurred_at, sequence = excluded.sequence""";

  private static final String WRITE_ACCOUNTS =
      """
      INSERT INTO account (app, account, subscriber_count, last_occurred_at)
      SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[])
      ON CONFLICT (app, account) DO UPDATE
      SET subscriber_count = excluded.subscriber_count, last_occurred_at = excluded.last_occurred_at""";

  Arrays(Connection connection) {
    super(connection);
  }

  @Override
  public Set<String> recorded(Collection<Event> events) throws SQLException {
    PreparedStatement select = prepare(RECORDED);
    setBigints(select, 1, events, Event::occurredAt);
    setBytes(select, 2, events, Event::key);
    Set<String> recorded = new HashSet<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        recorded.add(HexFormat.of().formatHex(rows.getBytes(1)));
      }
    }
    return recorded;
  }

  @Override
  public Map<SubscriptionId, Subscription> subscriptions(Collection<SubscriptionId> ids)
      throws SQLException {
    PreparedStatement select = prepare(SUBSCRIPTIONS);
    setBigints(select, 1, ids, SubscriptionId::app);
    setTexts(select, 2, ids, SubscriptionId::account);
    setTexts(select, 3, ids, SubscriptionId::subscriber);
    Map<SubscriptionId, Subscription> found = new HashMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        SubscriptionId id =
            new SubscriptionId(rows.getLong(1), rows.getString(2), rows.getString(3));
        found.put(id, new Subscription(id, rows.getString(4), rows.getLong(5), rows.getLong(6)));
      }
    }
    return found;
  }

  @Override
  public Map<String, Account> accounts(long app, Collection<String> ids) throws SQLException {
    PreparedStatement select = prepare(ACCOUNTS);
    select.setLong(1, app);
    setTexts(select, 2, ids, Function.identity());
    Map<String, Account> found = new HashMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.put(
            rows.getString(1),
            new Account(app, rows.getString(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    return found;
  }

  @Override
  public void insertDeliveries(List<Delivery> rows) throws SQLException {
    PreparedStatement insert = prepare(INSERT_DELIVERIES);
    setBigints(insert, 1, rows, Delivery::app);
    setBigints(insert, 2, rows, Delivery::id);
    setTexts(insert, 3, rows, Delivery::command);
    setBigints(insert, 4, rows, Delivery::receivedAt);
    setTexts(insert, 5, rows, Delivery::query);
    setBytes(insert, 6, rows, Delivery::body);
    setTexts(insert, 7, rows, Delivery::outcome);
    insert.executeUpdate();
  }

  @Override
  public void insertEntries(List<Entry> rows) throws SQLException {
    PreparedStatement insert = prepare(INSERT_ENTRIES);
    setBigints(insert, 1, rows, Entry::app);
    setBigints(insert, 2, rows, Entry::sequence);
    setBytes(insert, 3, rows, Entry::eventKey);
    setTexts(insert, 4, rows, Entry::kind);
    setTexts(insert, 5, rows, Entry::account);
    setTexts(insert, 6, rows, Entry::subscriber);
    setTexts(insert, 7, rows, Entry::operator);
    setTexts(insert, 8, rows, Entry::platform);
    setTexts(insert, 9, rows, Entry::clientIp);
    setBigints(insert, 10, rows, Entry::occurredAt);
    setBigints(insert, 11, rows, Entry::recordedAt);
    setTexts(insert, 12, rows, Entry::source);
    setBigints(insert, 13, rows, Entry::delivery);
    insert.executeUpdate();
  }

  @Override
  public void writeSubscriptions(Collection<Subscription> rows, Set<SubscriptionId> present)
      throws SQLException {
    PreparedStatement write = prepare(WRITE_SUBSCRIPTIONS);
    setBigints(write, 1, rows, row -> row.id().app());
    setTexts(write, 2, rows, row -> row.id().account());
    setTexts(write, 3, rows, row -> row.id().subscriber());
    setTexts(write, 4, rows, Subscription::status);
    setBigints(write, 5, rows, Subscription::occurredAt);
    setBigints(write, 6, rows, Subscription::sequence);
    write.executeUpdate();
  }

  @Override
  public void writeAccounts(Collection<Account> rows, Set<String> present) throws SQLException {
    PreparedStatement write = prepare(WRITE_ACCOUNTS);
    setBigints(write, 1, rows, Account::app);
    setTexts(write, 2, rows, Account::account);
    setBigints(write, 3, rows, Account::subscriberCount);
    setBigints(write, 4, rows, Account::lastOccurredAt);
    write.executeUpdate();
  }

  private <T> void setTexts(
      PreparedStatement statement, int index, Collection<T> rows, Function<T, String> column)
      throws SQLException {
    statement.setArray(
        index,
        connection().createArrayOf("text", rows.stream().map(column).toArray(String[]::new)));
  }

  private <T> void setBigints(
      PreparedStatement statement, int index, Collection<T> rows, Function<T, Long> column)
      throws SQLException {
    statement.setArray(
        index,
        connection().createArrayOf("bigint", rows.stream().map(column).toArray(Long[]::new)));
  }

  private <T> void setBytes(
      PreparedStatement statement, int index, Collection<T> rows, Function<T, byte[]> column)
      throws SQLException {
    statement.setArray(
        index,
        connection().createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new)));
  }
}
