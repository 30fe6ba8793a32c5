package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ProcessSignal;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;
import subscriptionledger.simulator.Simulator;

/** The promises with two servers on one database, of which H2 has no more than one. */
@OnPostgresql
class TwoNodesIT extends TwoNodes {
  /** The promise is 15 seconds; a machine may be busy. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int TRIES = 200;

  /** A transaction that has been idle for that long is none of a node that runs. */
  private static final long GONE_ON_MILLIS = 600;

  private static final String WAITING =
      """
      SELECT count(*) FROM pg_stat_activity waiting
      JOIN pg_stat_activity holding ON holding.pid = ANY (pg_blocking_pids(waiting.pid))
      WHERE holding.datname = current_database() AND holding.state = 'idle in transaction'
        AND waiting.query LIKE '%app_head%' AND holding.state_change < clock_timestamp() - INTERVAL '0.5 s'""";

  @Test
  void p2ToP4HoldThoughBothGetTheSameCallbacksAtOnceAndOneIsKilled() throws Exception {
    Simulator.Summary summary;
    Oracle oracle;

    Path files = Files.createDirectory(folder.resolve("killed"));
    try (Load load = new Load(files, List.of(one.url(), other.url()))) {
      load.awaitMore("200");
      other.kill();
      load.awaitMore("200");
      other.start();
      load.awaitMore("200");
      summary = load.end();
      oracle = load.judge(LedgerTables.read(database.jdbcUrl(), APP));
    }

    System.out.printf("%s%n%s%n", summary, oracle.report());
    assertThat(oracle.violations()).isEmpty();
    assertThat(summary.answered("500")).isZero();
  }

  /**
   * It keeps the lock of the head, and its connection stays open: nobody is told that it is gone.
   */
  @Test
  void p2ToP4HoldThoughOneIsStoppedWhileItHoldsTheLockOfAHead() throws Exception {
    Oracle oracle;
    Duration refused;

    try (Load ofOne = loadOfOtherApp(one);
        Load ofOther = loadOfOtherApp(other)) {
      ofOne.awaitMore("200");
      ofOther.awaitMore("200");

      long stopped = stopWhileItHoldsALock(one, database);
      ofOther.awaitMore("503");
      ofOther.awaitMore("200");
      refused = Duration.ofNanos(System.nanoTime() - stopped);
      ProcessSignal.CONT.send(one.handle());
      ofOne.awaitMore("200");

      System.out.printf("%s%n%s%n", ofOne.end(), ofOther.end());
      oracle = Load.judgeAll(LedgerTables.read(database.jdbcUrl(), OTHER_APP), ofOne, ofOther);
    }

    System.out.printf("refused for %d ms%n%s%n", refused.toMillis(), oracle.report());
    assertThat(oracle.violations()).isEmpty();
    assertThat(refused).isLessThan(LIMIT);
  }

  private Load loadOfOtherApp(ServerProcess server) throws IOException {
    return new Load(
        Files.createTempDirectory(folder, "load"),
        List.of(server.url()),
        "app=" + OTHER_APP,
        "token=" + OTHER_TOKEN);
  }

  /**
   * Stops it again and again, until the other waits for a transaction that nobody goes on with.
   *
   * @return when it was stopped, in {@link System#nanoTime}
   */
  private static long stopWhileItHoldsALock(ServerProcess server, ProcessDatabase database)
      throws Exception {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < TRIES; i++) {
        ProcessSignal.STOP.send(server.handle());
        long stopped = System.nanoTime();
        Thread.sleep(GONE_ON_MILLIS);
        try (ResultSet waiting = statement.executeQuery(WAITING)) {
          waiting.next();
          if (waiting.getInt(1) > 0) {
            return stopped;
          }
        }
        ProcessSignal.CONT.send(server.handle());
        Thread.sleep(i); // The moment is to be any.
      }
    }
    throw new AssertionError("never stopped while it held a lock");
  }
}
