package subscriptionledger.simulator;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import subscriptionledger.simulator.Happening.Line;
import subscriptionledger.simulator.LedgerState.Account;
import subscriptionledger.simulator.LedgerState.PropertyValue;
import subscriptionledger.simulator.LedgerState.Subscriber;
import subscriptionledger.simulator.LedgerState.Subscription;
import subscriptionledger.store.OrderedFiles;

/**
 * What the tables of a ledger hold of an app, all at the same instant.
 *
 * @param entries in the order of their numbers
 * @param followed the number of the last entry that the state includes
 */
public record LedgerTables(List<RecordedEntry> entries, LedgerState state, long followed) {
  private static final int ROWS_AT_A_TIME = 1_000;

  private static final Map<String, String> FIELDS =
      Map.of(
          "name", "name",
          "owner", "owner",
          "introduction", "introduction",
          "face_url", "faceUrl",
          "organization", "organization");

  /**
   * Reads them.
   *
   * @param jdbcUrl with user and password; of the built-in H2, {@code jdbc:h2:ordered:…}
   */
  public static LedgerTables read(String jdbcUrl, long app) throws SQLException {
    OrderedFiles.register();
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      LedgerTables tables =
          new LedgerTables(
              entries(connection, app),
              new LedgerState(subscriptions(connection, app), accounts(connection, app)),
              followed(connection, app));
      connection.rollback();
      return tables;
    }
  }

  private static List<RecordedEntry> entries(Connection connection, long app) throws SQLException {
    List<RecordedEntry> entries = new ArrayList<>();
    try (PreparedStatement query =
            query(
                connection,
                "SELECT sequence, kind, account, subscriber, occurred_at, detail FROM entry"
                    + " WHERE app = ? ORDER BY sequence",
                app);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        entries.add(
            new RecordedEntry(
                rows.getLong("sequence"),
                new Line(
                    app,
                    rows.getString("kind"),
                    rows.getString("account"),
                    rows.getString("subscriber"),
                    rows.getLong("occurred_at"),
                    detail(rows.getString("detail")))));
      }
    }
    return entries;
  }

  private static long followed(Connection connection, long app) throws SQLException {
    try (PreparedStatement query =
            query(
                connection, "SELECT position FROM cursor WHERE name = 'states' AND app = ?", app);
        ResultSet cursor = query.executeQuery()) {
      return cursor.next() ? cursor.getLong(1) : 0;
    }
  }

  private static Map<Subscriber, Subscription> subscriptions(Connection connection, long app)
      throws SQLException {
    Map<Subscriber, Subscription> subscriptions = new HashMap<>();
    try (PreparedStatement query =
            query(
                connection,
                "SELECT account, subscriber, status, occurred_at, sequence FROM subscription_state"
                    + " WHERE app = ?",
                app);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        subscriptions.put(
            new Subscriber(rows.getString("account"), rows.getString("subscriber")),
            new Subscription(
                rows.getString("status"), rows.getLong("occurred_at"), rows.getLong("sequence")));
      }
    }
    return subscriptions;
  }

  private static Map<String, Account> accounts(Connection connection, long app)
      throws SQLException {
    Map<String, Account> accounts = new HashMap<>();
    try (PreparedStatement query =
            query(connection, "SELECT * FROM account_state WHERE app = ?", app);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        accounts.put(
            rows.getString("account"),
            new Account(
                properties(rows),
                number(rows, "created_at"),
                number(rows, "destroyed_at"),
                number(rows, "last_occurred_at"),
                rows.getLong("subscriber_count")));
      }
    }
    return accounts;
  }

  private static Map<String, PropertyValue> properties(ResultSet row) throws SQLException {
    Map<String, PropertyValue> properties = new TreeMap<>();
    for (Map.Entry<String, String> field : FIELDS.entrySet()) {
      String text = row.getString(field.getKey());
      if (text != null) {
        properties.put(
            field.getValue(), new PropertyValue(text, row.getLong(field.getKey() + "_at")));
      }
    }
    return properties;
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  private static Map<String, String> detail(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return RecordedEntry.texts(reader.readObject());
    }
  }

  private static PreparedStatement query(Connection connection, String sql, long app)
      throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    query.setFetchSize(ROWS_AT_A_TIME);
    query.setLong(1, app);
    return query;
  }
}
