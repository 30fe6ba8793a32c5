package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.ledger.Entry;
import subscriptionledger.states.StateFollower;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.CursorRow;
import subscriptionledger.store.History;
import subscriptionledger.store.LocalDatabase;
import subscriptionledger.store.SubscriptionRow;

/** A ledger whose states were written by the callbacks' transactions, as before version 9. */
class UpgradeTest {
  private static final long APP = Deliveries.APP;
  private static final String T1 = "1767225600000";
  private static final String T2 = "1767225601000";

  @TempDir private Path folder;

  @Test
  void computesBehindWhatAnH2LedgerDidNotHave() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("ledger"), "ledger", "x");
    try {
      upgrade(pool);
    } finally {
      pool.dispose();
    }
  }

  @Test
  void computesBehindWhatAPostgresqlLedgerDidNotHave() throws Exception {
    try (EmbeddedPostgres postgresql = EmbeddedPostgres.start()) {
      upgrade(postgresql.getPostgresDatabase());
    }
  }

  private static void upgrade(DataSource dataSource) throws Exception {
    LocalDatabase.migrate(dataSource, "8");
    fill(dataSource);
    try (LocalDatabase database = new LocalDatabase(dataSource)) {
      assertThat(new LocalWriter(database).write(List.of(Deliveries.unsubscribed("penn"))))
          .extracting(LedgerFixture::told)
          .containsExactly("RECORDED 1");

      database.follow(new StateFollower(), APP);

      assertThat(subscribers(database)).isEqualTo(1);
      assertThat(history(database, "jared")).containsExactly(1L, 3L);
      assertThat(history(database, "leckie")).containsExactly(2L);
      assertThat(history(database, "penn")).containsExactly(4L);
      List<?> kept = states(database);
      database.rebuild(new StateFollower(), APP);
      assertThat(states(database)).usingRecursiveComparison().isEqualTo(kept);
      assertThat(retention(database)).isEqualTo(1);
    }
    try (Connection connection = dataSource.getConnection()) {
      assertThat(SchemaKeys.firstColumns(connection)).containsValue("occurred_at");
      assertThat(statesBefore(connection)).containsExactly("jared 3", "leckie 2");
      rollBack(connection);
      assertThat(statesBefore(connection)).containsExactly("jared 3", "leckie 2", "penn 4");
    }
  }

  private static long subscribers(LocalDatabase database) {
    return database.inTransaction(
        transaction ->
            LedgerFixture.rows(transaction, AccountRow.class, APP).stream()
                .mapToLong(AccountRow::subscriberCount)
                .sum());
  }

  private static List<Long> history(LocalDatabase database, String subscriber) {
    return database.inTransaction(
        transaction -> {
          History history = new History(database.ledger(transaction));
          return history.read(APP, history.numbers(APP, subscriber, Set.of())).stream()
              .map(Entry::sequence)
              .toList();
        });
  }

  private static List<SubscriptionRow> states(LocalDatabase database) {
    return database.inTransaction(
        transaction ->
            transaction
                .createQuery(
                    "SELECT s FROM SubscriptionRow s ORDER BY s.subscriber", SubscriptionRow.class)
                .getResultList());
  }

  /** What the previous version takes for the states, by the entries that determine them. */
  private static List<String> statesBefore(Connection connection) throws SQLException {
    List<String> states = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT s.subscriber, s.sequence FROM subscription s JOIN account a"
                    + " ON a.app = s.app AND a.account = s.account AND a.subscriber_count = 1"
                    + " ORDER BY s.subscriber")) {
      while (rows.next()) {
        states.add(rows.getString(1) + " " + rows.getLong(2));
      }
    }
    return states;
  }

  /** The statements of operations.md. */
  private static void rollBack(Connection connection) throws IOException, SQLException {
    String operations = Files.readString(Path.of("src/docs/operations.md"));
    String statements = operations.substring(operations.indexOf("```sql") + 6).split("```", 2)[0];
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private static long retention(LocalDatabase database) {
    return database.inTransaction(
        transaction ->
            transaction.find(CursorRow.class, new CursorRow.Key(APP, "retention")).position());
  }

  /** What the version before wrote: jared subscribed and unsubscribed, leckie subscribed. */
  private static void fill(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "INSERT INTO app_head VALUES (%d, 3, 1, %s, 0)".formatted(APP, T2),
              "INSERT INTO purge_head VALUES (%d, 1)".formatted(APP),
              "INSERT INTO subscription VALUES (%d, '@TOA#a', 'jared', 'UNSUBSCRIBED', %s, 3)"
                  .formatted(APP, T2),
              "INSERT INTO subscription VALUES (%d, '@TOA#a', 'leckie', 'SUBSCRIBED', %s, 2)"
                  .formatted(APP, T1),
              "INSERT INTO account (app, account, last_occurred_at, subscriber_count)"
                  + " VALUES (%d, '@TOA#a', %s, 1)".formatted(APP, T2))) {
        statement.execute(sql);
      }
      entry(connection, 1, "SUBSCRIBED", "jared", T1);
      entry(connection, 2, "SUBSCRIBED", "leckie", T1);
      entry(connection, 3, "UNSUBSCRIBED", "jared", T2);
    }
  }

  private static void entry(
      Connection connection, long sequence, String kind, String subscriber, String at)
      throws SQLException {
    try (PreparedStatement entry =
        connection.prepareStatement(
            "INSERT INTO entry (app, sequence, event_key, kind, account, subscriber, occurred_at,"
                + " recorded_at, source, delivery_id)"
                + " VALUES (%d, %d, ?, '%s', '@TOA#a', '%s', %s, %s, 'CALLBACK', 1)"
                    .formatted(APP, sequence, kind, subscriber, at, at))) {
      entry.setBytes(1, ByteBuffer.allocate(32).putLong(sequence).array());
      entry.execute();
    }
  }
}
