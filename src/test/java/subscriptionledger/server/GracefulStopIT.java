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

/** What administrators do to a server that is under load: stop, suspend and redeploy. */
class GracefulStopIT {
  @TempDir private Path folder;

  @Test
  void p1HoldsWhenTheServerIsStopped() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("stopped", ServerProcess.home("stopped"));
    try (ServerProcess server = new ServerProcess("stopped", database);
        Load load = new Load(folder, List.of(server.url()))) {
      for (int times = 0; times < 2; times++) {
        server.start();
        load.awaitMore("200");
        server.stop();
      }
      judge(load, database);
    }
  }

  /** By commands of WildFly: Payara Micro can do neither, and Open Liberty has other ways. */
  @Test
  @EnabledIfSystemProperty(named = "arquillian.launch", matches = "wildfly")
  void p1HoldsWhenTheServerIsSuspendedAndWhenTheLedgerIsDeployedAgain() throws Exception {
    ProcessDatabase database =
        ProcessDatabase.ofSuite("suspended", ServerProcess.home("suspended"));
    try (ServerProcess server = new ServerProcess("suspended", database);
        Load load = new Load(folder, List.of(server.url()))) {
      server.start();
      load.awaitMore("200");

      server.manage(":suspend(suspend-timeout=20)");
      int acknowledged = load.acknowledged().size();
      load.awaitMore("503");
      assertThat(load.acknowledged()).hasSize(acknowledged);
      server.manage("/deployment=subscription-ledger.war:redeploy");
      server.manage(":resume");
      load.awaitMore("200");
      // Whoever does not suspend the server first has it answer some as it likes.
      assertThat(load.answered("500")).isZero();

      server.manage("/deployment=subscription-ledger.war:redeploy");
      load.awaitMore("200");

      server.manage("/deployment=subscription-ledger.war:undeploy");
      load.awaitMore("404");
      server.manage("/deployment=subscription-ledger.war:deploy");
      load.awaitMore("200");

      server.stop();
      judge(load, database);
      assertThat(server.console()).doesNotContain("refused: ComponentIsStopped");
    }
  }

  private static void judge(Load load, ProcessDatabase database) throws Exception {
    Simulator.Summary summary = load.end();
    Oracle oracle = load.judge(LedgerTables.read(database.jdbcUrl(), APP));

    System.out.printf("%s%n%s%n", summary, oracle.report());
    assertThat(oracle.violations()).isEmpty();
  }
}
