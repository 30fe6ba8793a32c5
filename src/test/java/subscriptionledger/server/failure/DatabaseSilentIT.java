package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;

/**
 * The promises when the connections to the database are dead and nobody is told: a firewall has
 * forgotten them, or an address has moved in a fail-over.
 */
@Tag("basic")
@OnPostgresql
class DatabaseSilentIT {
  /** The promise is 15 seconds; a machine may be busy. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** As many readers as are let at the database at a time, but for one. */
  private static final int MANY = 3;

  private static final int READERS = 30;

  @TempDir private Path folder;

  private PostgresProcess postgres;
  private ForgetfulFirewall firewall;
  private ServerProcess server;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    postgres = new PostgresProcess(folder.resolve("data"));
    postgres.execute("CREATE DATABASE ledger");
    for (String line : Files.readAllLines(Path.of("src/docs/operations.md"))) {
      if (line.startsWith("ALTER ROLE ledger ")) {
        postgres.execute(line.replace("ROLE ledger", "ROLE postgres"));
      }
    }
    firewall = new ForgetfulFirewall(postgres.port());
    server =
        new ServerProcess(
            test.getTestMethod().orElseThrow().getName(),
            ProcessDatabase.postgresql("127.0.0.1", firewall.port(), postgres.port(), "ledger"));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    firewall.close();
    postgres.close();
  }

  @Test
  void p1ToP4HoldThoughTheConnectionsGoSilentWhileTheyAreUsed() throws Exception {
    try (Load load = load("under-way")) {
      load.awaitMore("200");

      long began;
      try (Connection connection = DriverManager.getConnection(postgres.database().jdbcUrl());
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("SELECT app FROM app_head WHERE app = " + APP + " FOR UPDATE");
        Await.until("the journal waits for the head", LIMIT, () -> waiting(statement) > 0);
        firewall.forget();
        began = System.nanoTime();
        // Now the journal has the lock, in a transaction that it cannot go on with.
        connection.rollback();
      }
      load.awaitMore("503");
      load.awaitMore("200");
      Duration refused = Duration.ofNanos(System.nanoTime() - began);

      judge(refused, load);
    }
  }

  @Test
  void p1ToP4HoldThoughTheConnectionsGoSilentWhileTheyAreIdle() throws Exception {
    try (Load before = load("before")) {
      before.awaitMore("200");
      before.end();
      useManyConnections();

      firewall.forget();
      long began = System.nanoTime();
      try (Load after = load("after")) {
        after.awaitMore("200");
        Duration refused = Duration.ofNanos(System.nanoTime() - began);

        judge(refused, before, after);
      }
    }
  }

  private Load load(String name) throws Exception {
    return new Load(Files.createDirectory(folder.resolve(name)), List.of(server.url()));
  }

  /** Has many readers wait for the database at once: each has a connection meanwhile. */
  private void useManyConnections() throws Exception {
    LedgerClient client = new LedgerClient(server.url());
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try (Connection connection = DriverManager.getConnection(postgres.database().jdbcUrl());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE");
      List<Future<?>> reads = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        reads.add(
            threads.submit(() -> client.get("api/v1/apps/" + APP + "/entries?limit=1", "viewer")));
      }
      Await.until("many connections are used", LIMIT, () -> waiting(statement) > MANY);
      connection.rollback();
      for (Future<?> read : reads) {
        read.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(firewall.open()).isGreaterThan(MANY);
  }

  private static int waiting(Statement statement) throws Exception {
    try (ResultSet count =
        statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
      count.next();
      return count.getInt(1);
    }
  }

  private void judge(Duration refused, Load... loads) throws Exception {
    for (Load load : loads) {
      System.out.println(load.end());
    }
    server.kill();
    Oracle oracle = Load.judgeAll(LedgerTables.read(postgres.database().jdbcUrl(), APP), loads);

    System.out.printf("refused for %d ms%n%s%n", refused.toMillis(), oracle.report());
    assertThat(oracle.violations()).isEmpty();
    assertThat(refused).isLessThan(LIMIT);
  }
}
