package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.store.LocalDatabase;

/** A version that was rolled back to, on what a later one has made of the schema. */
class RollBackTest {
  @TempDir private Path folder;

  @Test
  void recordsInASchemaThatALaterVersionHasAddedTo() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("ledger"), "ledger", "x");
    try (LocalDatabase installed = new LocalDatabase(pool)) {
      installed.begin(Deliveries.APP);
      assertThat(new LocalWriter(installed).write(List.of(Deliveries.unsubscribed("jared"))))
          .extracting(LedgerFixture::told)
          .containsExactly("RECORDED 1");
    }
    upgrade(pool);

    try (LocalDatabase rolledBack = new LocalDatabase(pool)) {
      assertThat(
              new LocalWriter(rolledBack)
                  .write(
                      List.of(Deliveries.unsubscribed("jared"), Deliveries.unsubscribed("leckie"))))
          .extracting(LedgerFixture::told)
          .containsExactly("DUPLICATE 0", "RECORDED 1");
    } finally {
      pool.dispose();
    }
  }

  /** What a migration may do, by src/docs/operations.md, and how Flyway writes down that it did. */
  private static void upgrade(JdbcConnectionPool pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE entry ADD COLUMN later_column VARCHAR(10)");
      statement.execute("CREATE TABLE later_table (id BIGINT PRIMARY KEY)");
      statement.execute("CREATE INDEX later_index ON entry (operator)");
      statement.execute(
          "INSERT INTO \"flyway_schema_history\" SELECT 999, '999', \"description\", \"type\","
              + " 'V999__later.sql', \"checksum\", \"installed_by\", \"installed_on\","
              + " \"execution_time\", \"success\" FROM \"flyway_schema_history\""
              + " WHERE \"version\" = '1'");
    }
  }
}
