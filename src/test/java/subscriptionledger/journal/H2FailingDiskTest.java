package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import subscriptionledger.store.LocalDatabase;

/** P1 on H2 while its disk is full or cannot be read, and afterwards. */
class H2FailingDiskTest extends RecordedFile {
  private static final long SEED = Long.getLong("power.seed", 20261126);

  private static final int ATTEMPTS = 20;

  private static final int CYCLES = Integer.getInteger("disk.cycles", 100);

  /** In each cycle the disk is full in the midst of another write, and later has room again. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void p1ComesBackByItselfWheneverAFullDiskHasRoomAgain() throws Exception {
    Random random = new Random(SEED);
    DiskRecording recording = PowerCutFiles.recording(file);
    long recorded = 0;
    try (OpenLedger ledger = new OpenLedger("ordered:" + PowerCutFiles.path(file));
        Others others = new Others(ledger.database())) {
      LocalWriter writer = new LocalWriter(ledger.database());
      for (int cycle = 1; cycle <= CYCLES; cycle++) {
        int refused = 0;
        recording.leaveRoom(random.nextInt(20_000));
        for (int attempts = 1 + random.nextInt(10); attempts > 0 && refused == 0; attempts--) {
          if (isWritten(writer, recorded + 1)) {
            recorded++;
          } else {
            refused++;
          }
        }
        recording.leaveRoom(Long.MAX_VALUE);
        writeAgain(writer, ++recorded);
      }
      assertThat(others.failures()).as("readers are refused now and then").isPositive();
    }
    assertKept(recorded);
  }

  /**
   * In each cycle one read fails: that of a writer or reader, or one for the compaction of the
   * file, which H2 then closes.
   */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void p1ComesBackByItselfWheneverAReadFails() throws Exception {
    DiskRecording recording = PowerCutFiles.recording(file);
    long recorded = 0;
    int failed = 0;
    try (OpenLedger ledger =
            new OpenLedger("ordered:" + PowerCutFiles.path(file) + ";CACHE_SIZE=0");
        Others others = new Others(ledger.database())) {
      LocalWriter writer = new LocalWriter(ledger.database());
      for (int cycle = 1; cycle <= CYCLES; cycle++) {
        recording.failNextRead();
        for (int i = 0; i < ATTEMPTS && recording.isReadToFail(); i++) {
          if (isWritten(writer, recorded + 1)) {
            recorded++;
          }
        }
        failed += recording.isReadToFail() ? 0 : 1;
        writeAgain(writer, ++recorded);
      }
      assertThat(others.failures()).as("readers are refused now and then").isPositive();
    }
    assertThat(failed).isGreaterThan(CYCLES / 2);
    assertKept(recorded);
  }

  /**
   * H2 also closes a file in which no write has failed. Whenever a connection to it is used
   * afterwards, it takes the database off its list.
   */
  @Test
  void p1OpensTheFileForAllThoughOldConnectionsAreUsed() throws Exception {
    String path = "ordered:" + PowerCutFiles.path(file);
    try (OpenLedger ledger = new OpenLedger(path)) {
      writeAgain(new LocalWriter(ledger.database()), 1);
    }
    // H2 has closed these two when the test ends, and refuses to do so again.
    Connection failing = connect(path);
    Connection old = connect(path);
    assertThatThrownBy(() -> closeByFailure(failing)).isInstanceOf(MVStoreException.class);
    assertThatThrownBy(() -> subscribers(failing)).isInstanceOf(SQLException.class);
    try (Connection opened = connect(path)) {
      assertThatThrownBy(() -> subscribers(old)).isInstanceOf(SQLException.class);

      assertKept(1);
      assertThat(subscribers(opened)).hasSize(1);
    }
  }

  private static void closeByFailure(Connection connection) throws SQLException {
    ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
        .getDatabase()
        .getStore()
        .getMvStore()
        .executeFilestoreOperation(
            () -> {
              throw new IllegalStateException("a failure within H2");
            });
  }

  private static void writeAgain(LocalWriter writer, long number) {
    for (int refused = 0; !isWritten(writer, number); refused++) {
      assertThat(refused)
          .as("refused before %d, though the disk works", number)
          .isLessThan(ATTEMPTS);
    }
  }

  private void assertKept(long recorded) throws SQLException {
    assertThat(subscribers("ordered:" + PowerCutFiles.path(file)))
        .containsAll(LongStream.rangeClosed(1, recorded).mapToObj(n -> "jared-" + n).toList());
  }

  private static Set<String> subscribers(String path) throws SQLException {
    try (Connection connection = connect(path)) {
      return subscribers(connection);
    }
  }

  private static Connection connect(String path) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:" + path, "ledger", "local-file-only");
  }

  private static Set<String> subscribers(Connection connection) throws SQLException {
    Set<String> subscribers = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT subscriber FROM entry")) {
      while (rows.next()) {
        subscribers.add(rows.getString(1));
      }
    }
    return subscribers;
  }

  private static boolean isWritten(LocalWriter writer, long number) {
    try {
      writer.write(List.of(Deliveries.unsubscribed("jared-" + number)));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** What else uses the database meanwhile: as many threads as a server's pool has connections. */
  private static final class Others implements AutoCloseable {
    private static final int READERS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(READERS);
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean closed;

    Others(LocalDatabase database) {
      for (int i = 0; i < READERS; i++) {
        threads.execute(() -> repeat(() -> read(database)));
      }
    }

    private void repeat(Runnable work) {
      while (!closed) {
        work.run();
        LockSupport.parkNanos(1_000_000);
      }
    }

    private void read(LocalDatabase database) {
      try {
        database.inTransaction(
            entityManager -> entityManager.createQuery("SELECT h FROM HeadRow h").getResultList());
      } catch (RuntimeException e) {
        failures.incrementAndGet();
      }
    }

    long failures() {
      return failures.get();
    }

    @Override
    public void close() {
      closed = true;
      threads.shutdown();
      try {
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
