package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import subscriptionledger.store.LocalDatabase;

/** P1 on H2 while its disk is full, and when it has room again. */
class H2FullDiskTest extends RecordedFile {
  private static final long SEED = Long.getLong("power.seed", 20261126);

  private static final int CYCLES = Integer.getInteger("disk.cycles", 100);

  /** In each cycle the disk is full in the midst of another write, and later has room again. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void p1ComesBackByItselfWheneverAFullDiskHasRoomAgain() throws Exception {
    Random random = new Random(SEED);
    DiskRecording recording = PowerCutFiles.recording(file);
    long recorded = 0;
    try (OpenLedger ledger = new OpenLedger("ordered:" + PowerCutFiles.path(file));
        Readers readers = new Readers(ledger.database())) {
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
        for (int after = 0; !isWritten(writer, recorded + 1); after++) {
          assertThat(after).as("refused in cycle %d with room again", cycle).isLessThan(20);
        }
        recorded++;
      }
      assertThat(readers.failures()).as("readers are refused now and then").isPositive();
    }
    assertThat(subscribers("ordered:" + PowerCutFiles.path(file)))
        .containsAll(LongStream.rangeClosed(1, recorded).mapToObj(n -> "jared-" + n).toList());
  }

  private static Set<String> subscribers(String path) throws SQLException {
    Set<String> subscribers = new HashSet<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:" + path, "ledger", "local-file-only");
        Statement statement = connection.createStatement();
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
  private static final class Readers implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean closed;

    Readers(LocalDatabase database) {
      for (int i = 0; i < 4; i++) {
        threads.execute(
            () -> {
              while (!closed) {
                try {
                  database.inTransaction(
                      entityManager ->
                          entityManager.createQuery("SELECT h FROM HeadRow h").getResultList());
                } catch (RuntimeException e) {
                  failures.incrementAndGet();
                }
                LockSupport.parkNanos(1_000_000);
              }
            });
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
