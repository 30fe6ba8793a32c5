package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.FileSizeLimit;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;
import subscriptionledger.simulator.Simulator;

/**
 * The promises while the server has no room for its built-in database. (PostgreSQL has its own
 * disk, see {@link DatabaseCrashIT}.)
 */
@OnH2
@DisabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "glassfish",
    disabledReason = "GlassFish's pool loses connections for good: see server-config/glassfish")
class DiskFullIT {
  /** More than the ledger's file has when it is empty. */
  private static final int ROOM_BYTES = 4 * 1024 * 1024;

  @TempDir private Path folder;

  @Test
  void p1ToP4HoldThoughTheServerHasNoRoomOnItsDiskForAWhile() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("full", ServerProcess.home("full"));
    Simulator.Summary summary;
    Oracle oracle;

    try (ServerProcess server = new ServerProcess("full", database)) {
      server.start();
      try (Load load = new Load(folder, List.of(server.url()))) {
        load.awaitMore("200");
        FileSizeLimit.set(server.handle(), ROOM_BYTES);
        load.awaitMore("503");
        FileSizeLimit.set(server.handle(), FileSizeLimit.PLENTY_BYTES);
        load.awaitMore("200");
        summary = load.end();
        server.kill();
        oracle = load.judge(LedgerTables.read(database.jdbcUrl(), APP));
      }
    }

    System.out.printf("%s%n%s%n", summary, oracle.report());
    assertThat(oracle.violations()).isEmpty();
    assertThat(summary.answered("500")).isZero();
    assertThat(summary.answered(Load.TOO_LATE)).isLessThan(summary.answered("503"));
  }
}
