package subscriptionledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.LedgerClient.APP;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.simulator.Happening;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;

/** A backup as {@code src/docs/operations.md} says, taken while callbacks come in. */
@EnabledIfSystemProperty(named = "test.database", matches = "postgresql")
class BackupIT {
  @TempDir private Path folder;

  @Test
  void hasAllThatWasAcknowledgedBeforeItWasTakenAndNothingHalf() throws Exception {
    Path copy = folder.resolve("copy");
    List<Happening> before;
    try (PostgresProcess postgres = new PostgresProcess(folder.resolve("data"))) {
      postgres.execute("CREATE DATABASE ledger");
      try (ServerProcess server = new ServerProcess("backup", postgres.database());
          Load load = new Load(folder, List.of(server.url()))) {
        server.start();
        load.awaitMore("200");

        before = load.acknowledged();
        postgres.backUp(copy);
        load.awaitMore("200");
        load.end();

        try (PostgresProcess restored = new PostgresProcess(copy)) {
          LedgerTables tables = LedgerTables.read(restored.database().jdbcUrl(), APP);
          Oracle oracle = load.judge(tables, before);
          System.out.println(oracle.report());
          assertThat(oracle.violations()).isEmpty();
          assertThat(tables.entries()).isNotEmpty();
          assertThat(load.acknowledged()).hasSizeGreaterThan(before.size());
        }
      }
    }
  }
}
