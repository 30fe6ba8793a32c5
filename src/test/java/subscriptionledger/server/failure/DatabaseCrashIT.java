package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.FileSizeLimit;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;
import subscriptionledger.simulator.Simulator;

/** The promises while the database fails under the running server. H2 runs within the server. */
@OnPostgresql
class DatabaseCrashIT {
  private static final int CRASHES = 2;

  /** More than the ledger's tables have when they are empty. */
  private static final int ROOM_BYTES = 2 * 1024 * 1024;

  @TempDir private Path folder;

  private PostgresProcess postgres;
  private ServerProcess server;
  private Load load;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    postgres = new PostgresProcess(folder.resolve("data"));
    postgres.execute("CREATE DATABASE ledger");
    String name = test.getTestMethod().orElseThrow().getName();
    server = new ServerProcess(name, postgres.database());
    server.start();
    load = new Load(folder, List.of(server.url()));
    load.awaitMore("200");
  }

  @AfterEach
  void stop() throws Exception {
    load.close();
    server.close();
    postgres.close();
  }

  @Test
  void p1ToP4HoldThoughTheDatabaseCrashesAndIsBackLater() throws Exception {
    for (int i = 0; i < CRASHES; i++) {
      postgres.crash();
      load.awaitMore("503");
      postgres.start();
      load.awaitMore("200");
    }

    judge();
  }

  @Test
  void p1ToP4HoldThoughTheDatabaseEndsAllConnectionsAndTakesNone() throws Exception {
    postgres.execute("ALTER DATABASE ledger ALLOW_CONNECTIONS false");
    postgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'ledger'");
    load.awaitMore("503");
    postgres.execute("ALTER DATABASE ledger ALLOW_CONNECTIONS true");
    load.awaitMore("200");

    judge();
  }

  @Test
  void p1ToP4HoldThoughTheDatabaseHasNoRoomOnItsDiskForAWhile() throws Exception {
    postgres.limitFileSize(ROOM_BYTES);
    load.awaitMore("503");
    postgres.limitFileSize(FileSizeLimit.PLENTY_BYTES);
    load.awaitMore("200");

    judge();
  }

  private void judge() throws Exception {
    Simulator.Summary summary = load.end();
    server.kill();
    Oracle oracle = load.judge(LedgerTables.read(postgres.database().jdbcUrl(), APP));

    System.out.printf("%s%n%s%n", summary, oracle.report());
    assertThat(oracle.violations()).isEmpty();
    assertThat(summary.answered("500")).isZero();
    assertThat(summary.answered(Load.TOO_LATE)).isLessThan(summary.answered("503"));
  }
}
