package subscriptionledger.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import subscriptionledger.store.LocalDatabase;

/**
 * The ledger's promises on tables of PostgreSQL that are partitioned by a hash of the app, which
 * demands of keys what an engine demands that distributes tables by the app.
 */
class PartitionedLedgerTest extends LedgerContract {
  private static final int PARTITIONS = 3;

  private static EmbeddedPostgres postgresql;
  private static LocalDatabase database;

  @BeforeAll
  @BeforeContainer
  static void open() throws Exception {
    postgresql = EmbeddedPostgres.start();
    new LocalDatabase(postgresql.getPostgresDatabase()).close();
    try (Connection connection = postgresql.getPostgresDatabase().getConnection()) {
      for (String table : SchemaKeys.tables(connection)) {
        partition(connection, table);
      }
    }
    database = new LocalDatabase(postgresql.getPostgresDatabase());
  }

  /** Makes the table anew with all its keys, which PostgreSQL refuses if one lacks the app. */
  private static void partition(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "ALTER TABLE %1$s RENAME TO plain_%1$s",
              "CREATE TABLE %1$s (LIKE plain_%1$s INCLUDING ALL) PARTITION BY HASH (app)",
              "DROP TABLE plain_%1$s")) {
        statement.execute(sql.formatted(table));
      }
      for (int i = 0; i < PARTITIONS; i++) {
        statement.execute(
            "CREATE TABLE %s_%d PARTITION OF %s FOR VALUES WITH (MODULUS %d, REMAINDER %d)"
                .formatted(table, i, table, PARTITIONS, i));
      }
    }
  }

  @AfterAll
  @AfterContainer
  static void close() throws IOException {
    database.close();
    postgresql.close();
  }

  @Override
  public LocalDatabase database() {
    return database;
  }
}
