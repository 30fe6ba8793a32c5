package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.store.LocalDatabase;

/** P1 on H2: what has its receipt survives a power cut in the next moment. */
class H2DurabilityTest {
  @TempDir private Path folder;

  private Path file;
  private JdbcConnectionPool pool;
  private LocalDatabase database;

  @BeforeEach
  void open() {
    PowerCutFiles.register();
    file = folder.resolve("ledger");
    pool = JdbcConnectionPool.create(PowerCutFiles.url(file), "ledger", "x");
    database = new LocalDatabase(pool);
    database.begin(Deliveries.APP);
    database.durability().force();
  }

  @AfterEach
  void close() {
    database.close();
    pool.dispose();
  }

  @Test
  void p1ForcesTheFileToDiskBeforeAnyReceipt() throws Exception {
    GroupCommit groupCommit =
        new GroupCommit(
            new LocalWriter(database),
            Runnable::run,
            new GroupCommit.Limits(10, 10, 100, Duration.ofMinutes(1)));

    for (int i = 1; i <= 10; i++) {
      assertThat(groupCommit.append(Deliveries.unsubscribed("jared-" + i), "request-" + i))
          .isCompletedWithValue(new Receipt.Recorded(1));
      assertThat(entriesAfterPowerCut()).isEqualTo(i);
    }
  }

  /** Shows that the test above would notice: a commit alone does not reach the disk. */
  @Test
  void wouldLoseACommitThatIsNotForced() throws Exception {
    database.inTransaction(
        entityManager ->
            new GroupRecorder(database.ledger(entityManager), Instant.now())
                .record(List.of(Deliveries.unsubscribed("jared"))));

    assertThat(entriesAfterPowerCut()).isZero();
  }

  /**
   * An H2 that overwrites what its last forced version still needs loses it, or opens an older one;
   * H2 2.5.252 did, as soon as there was old room to use again.
   */
  @Test
  void p1KeepsWhatItHasForcedWhenOldRoomIsUsedAgain() throws Exception {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET RETENTION_TIME 0");
    }
    LocalWriter writer = new LocalWriter(database);

    for (int i = 1; i <= 300; i++) {
      writer.write(List.of(Deliveries.unsubscribed("jared-" + i)));
      if (i % 10 == 0) {
        assertThat(entriesAfterPowerCut()).isEqualTo(i);
      }
    }
  }

  private long entriesAfterPowerCut() throws SQLException {
    String url = "jdbc:h2:file:" + PowerCutFiles.afterPowerCut(file) + ";ACCESS_MODE_DATA=r";
    try (Connection connection = DriverManager.getConnection(url, "ledger", "x");
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM entry")) {
      count.next();
      return count.getLong(1);
    }
  }
}
