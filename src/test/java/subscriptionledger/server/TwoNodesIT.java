package subscriptionledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.LedgerClient.APP;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;
import subscriptionledger.simulator.Simulator;

/** The promises with two servers on one database, of which H2 has no more than one. */
@EnabledIfSystemProperty(named = "test.database", matches = "postgresql")
class TwoNodesIT {
  @TempDir private Path folder;

  @Test
  void p2ToP4HoldThoughBothGetTheSameCallbacksAtOnceAndOneIsKilled() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("two_nodes", folder);
    Simulator.Summary summary;
    Oracle oracle;

    try (ServerProcess one = new ServerProcess("one", database);
        ServerProcess other = new ServerProcess("other", database)) {
      one.start();
      other.start();
      try (Load load = new Load(folder, List.of(one.url(), other.url()))) {
        load.awaitMore("200");
        other.kill();
        load.awaitMore("200");
        other.start();
        load.awaitMore("200");
        summary = load.end();
        oracle = load.judge(LedgerTables.read(database.jdbcUrl(), APP));
      }
    }

    System.out.printf("%s%n%s%n", summary, oracle.report());
    assertThat(oracle.violations()).isEmpty();
    assertThat(summary.answered("500")).isZero();
  }
}
