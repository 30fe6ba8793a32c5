package subscriptionledger.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.FileTree;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.Happening;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;

/** Backup and restore as {@code src/docs/operations.md} says, while callbacks come in. */
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "wildfly",
    disabledReason = "What it shows depends on the database alone")
class BackupIT {
  @TempDir private Path folder;

  @Test
  @OnPostgresql
  @Tag("basic")
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

  /** The file of H2 can be saved while nobody has it open. */
  @Test
  @OnH2
  void ofTheBuiltInDatabaseGoesOnInAnotherServer() throws Exception {
    ProcessDatabase restored = ProcessDatabase.ofSuite("restored", ServerProcess.home("restored"));
    try (ServerProcess server =
            new ServerProcess(
                "saved", ProcessDatabase.ofSuite("saved", ServerProcess.home("saved")));
        ServerProcess other = new ServerProcess("restored", restored);
        Load load = new Load(folder, List.of(server.url(), other.url()))) {
      server.start();
      load.awaitMore("200");
      server.stop();
      FileTree.copy(
          ServerProcess.home("saved").resolve(".subscription-ledger"),
          ServerProcess.home("restored").resolve(".subscription-ledger"));
      other.start();
      load.awaitMore("200");
      other.stop();

      load.end();
      Oracle oracle = load.judge(LedgerTables.read(restored.jdbcUrl(), APP));
      System.out.println(oracle.report());
      assertThat(oracle.violations()).isEmpty();
    }
  }
}
