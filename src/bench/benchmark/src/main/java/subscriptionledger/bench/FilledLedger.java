package subscriptionledger.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger with a history: callbacks of two subscribers, spread over a year, as the benchmark sends
 * them. Indexes are made after the rows, as is quickest.
 */
final class FilledLedger {
  /** Is named by 10,000 entries of the fifth account in a ledger of ten million. */
  static final String BUSY = "user-busy";

  private static final String DELIVERIES =
      """
      INSERT INTO delivery (app, id, command, received_at, query, body, outcome)
      SELECT %1$d, d, 'OfficialAccount.CallbackAfterAddSubscriber', at,
        'SdkAppid=%1$d&CallbackCommand=OfficialAccount.CallbackAfterAddSubscriber&contenttype=json&ClientIP=203.0.113.7&OptPlatform=Android&RequestTime=' || at / 1000,
        convert_to(format('{"CallbackCommand":"OfficialAccount.CallbackAfterAddSubscriber","Official_Account":"@TOA#_account%%s","Operator_Account":"user%%s","SubscribeAccountList":[{"Subscriber_Account":"user%%s"},{"Subscriber_Account":"user%%s"}],"EventTime":%%s}',
          lpad((1 + d %% 20)::text, 2, '0'), lpad((d * 7919 %% 1000000)::text, 6, '0'),
          lpad((d * 7919 %% 1000000)::text, 6, '0'), lpad((d * 104729 %% 1000000)::text, 6, '0'), at), 'UTF8'),
        'RECORDED'
      FROM (SELECT d, %3$d - 31536000000 + d * 31536000000 / (%2$d / 2) AS at
            FROM generate_series(1::bigint, %2$d / 2) AS d) AS deliveries""";

  private static final String ENTRIES =
      """
      INSERT INTO entry (app, sequence, event_key, kind, account, subscriber, operator, platform,
        client_ip, occurred_at, recorded_at, source, delivery_id)
      SELECT %1$d, s, sha256(int8send(s)), CASE s %% 10 WHEN 0 THEN 'UNSUBSCRIBED' ELSE 'SUBSCRIBED' END,
        '@TOA#_account' || lpad((1 + (s + 1) / 2 %% 20)::text, 2, '0'),
        CASE s %% greatest(8, %2$d / 10000) WHEN 7 THEN '%4$s'
          ELSE 'user' || lpad((floor(random() * 1000000))::text, 6, '0') END,
        'user' || lpad(((s + 1) / 2 * 7919 %% 1000000)::text, 6, '0'), 'Android', '203.0.113.7', at, at,
        'CALLBACK', (s + 1) / 2
      FROM (SELECT s, %3$d - 31536000000 + s * 31536000000 / %2$d AS at
            FROM generate_series(1::bigint, %2$d) AS s) AS entries""";

  private static final String SUBSCRIPTIONS =
      """
      INSERT INTO subscription_state
        (app, account, subscriber, status, occurred_at, sequence, last_sequence)
      SELECT DISTINCT ON (account, subscriber)
        app, account, subscriber, kind, occurred_at, sequence, sequence
      FROM entry ORDER BY account, subscriber, sequence DESC""";

  private static final String HISTORY =
      """
      INSERT INTO history (app, sequence, previous)
      SELECT app, sequence, previous FROM (
        SELECT app, sequence,
          lag(sequence) OVER (PARTITION BY account, subscriber ORDER BY sequence) AS previous
        FROM entry) AS links
      WHERE previous IS NOT NULL ORDER BY sequence""";

  private static final String ACCOUNTS =
      """
      INSERT INTO account_state (app, account, subscriber_count, last_occurred_at, last_sequence)
      SELECT app, account, count(*) FILTER (WHERE status = 'SUBSCRIBED'), max(occurred_at), 0
      FROM subscription_state GROUP BY app, account""";

  /** As the product would have summed them up by now. */
  private static final String ACTIVITY =
      """
      INSERT INTO activity_sum (app, width, began_at, account, kind, platform, initiative, entries)
      SELECT app, width, occurred_at / width * width, account, kind, platform,
        CASE WHEN operator = subscriber THEN 'SELF_SERVICE' ELSE 'ADMINISTRATIVE' END, count(*)
      FROM entry, (VALUES (60000::bigint), (3600000::bigint)) AS widths (width)
      GROUP BY 1, 2, 3, 4, 5, 6, 7""";

  private static final String CURSORS =
      """
      INSERT INTO cursor (app, name, position, rebuilds)
      VALUES (%1$d, 'states', %2$d, 0), (%1$d, 'statistics', %2$d, 0)""";

  private static final String HEAD =
      "INSERT INTO app_head (app, last_sequence, last_delivery, last_recorded_at)"
          + " VALUES (%1$d, %2$d, %2$d / 2, %3$d)";

  private final PostgresCluster postgres;
  private final String database;

  FilledLedger(PostgresCluster postgres, String database) {
    this.postgres = postgres;
    this.database = database;
  }

  void fill(long entries) throws SQLException {
    postgres.create(database);
    long now = System.currentTimeMillis();
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("SET maintenance_work_mem = '1GB'");
      statement.execute("SET work_mem = '1GB'");
      List<Constraint> constraints = dropConstraints(statement);
      for (String insert :
          List.of(DELIVERIES, ENTRIES, SUBSCRIPTIONS, HISTORY, ACCOUNTS, ACTIVITY, CURSORS, HEAD)) {
        statement.execute(insert.formatted(Provider.APP, entries, now, BUSY));
      }
      for (Constraint constraint : constraints) {
        statement.execute(constraint.add());
      }
      statement.execute("VACUUM ANALYZE");
      statement.execute("CHECKPOINT");
    }
  }

  private record Constraint(String table, String name, String definition) {
    String drop() {
      return "ALTER TABLE %s DROP CONSTRAINT %s".formatted(table, name);
    }

    String add() {
      return "ALTER TABLE %s ADD CONSTRAINT %s %s".formatted(table, name, definition);
    }
  }

  private static List<Constraint> dropConstraints(Statement statement) throws SQLException {
    List<Constraint> constraints = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE contype IN ('p', 'u')
              AND conrelid IN ('delivery'::regclass, 'entry'::regclass, 'subscription_state'::regclass,
                'history'::regclass, 'activity_sum'::regclass)""")) {
      while (rows.next()) {
        constraints.add(new Constraint(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    for (Constraint constraint : constraints) {
      statement.execute(constraint.drop());
    }
    return constraints;
  }
}
