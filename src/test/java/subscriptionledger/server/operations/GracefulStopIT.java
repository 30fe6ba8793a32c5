package subscriptionledger.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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
import subscriptionledger.simulator.Simulator;

/** What administrators do to a server that is under load: stop, suspend and redeploy. */
class GracefulStopIT {
  private static final String TRANSACTIONS =
      "/subsystem=transactions:read-attribute(name=number-of-inflight-transactions)";

  private static final String NONE = "\"result\" => 0L";
  private static final Duration LIMIT = Duration.ofMinutes(1);

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

  /**
   * What sends entries to streams works of its own accord, as some other parts do. A transaction
   * that it leaves behind would keep a connection and locks until it times out, after minutes. By
   * commands of WildFly, as above; and only another process can be made to hang from outside.
   */
  @Test
  @EnabledIfSystemProperty(named = "arquillian.launch", matches = "wildfly")
  @OnPostgresql
  @Tag("basic")
  void leavesNoTransactionBehindWhenItIsUndeployed() throws Exception {
    ExecutorService administrator = Executors.newSingleThreadExecutor();
    try (PostgresProcess postgres = new PostgresProcess(folder.resolve("data"))) {
      postgres.execute("CREATE DATABASE ledger");
      try (ServerProcess server = new ServerProcess("undeployed", postgres.database());
          Connection connection = DriverManager.getConnection(postgres.database().jdbcUrl());
          Statement statement = connection.createStatement()) {
        server.start();
        server.manage(
            "/subsystem=transactions:write-attribute(name=statistics-enabled,value=true)");
        LedgerClient client = new LedgerClient(server.url());
        client.callback(
            signed(APP, CURRENT_TOKEN, DELETE), body(DELETE, "@TOA#_", 1670574414123L, "jared"));
        connection.setAutoCommit(false);
        statement.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE");
        assertThat(client.lines("api/v1/apps/" + APP + "/entries/stream", "Last-Event-ID", "0"))
            .extracting(HttpResponse::statusCode)
            .isEqualTo(200);
        Await.until(
            "the ledger waits for the database",
            LIMIT,
            () -> !server.manage(TRANSACTIONS).contains(NONE));

        Future<String> undeployed =
            administrator.submit(
                () -> server.manage("/deployment=subscription-ledger.war:undeploy"));
        assertThatThrownBy(() -> undeployed.get(5, TimeUnit.SECONDS))
            .isInstanceOf(TimeoutException.class);
        connection.rollback();
        undeployed.get();

        assertThat(server.manage(TRANSACTIONS)).contains(NONE);
      }
    } finally {
      administrator.shutdownNow();
    }
  }

  private static void judge(Load load, ProcessDatabase database) throws Exception {
    Simulator.Summary summary = load.end();
    Oracle oracle = load.judge(LedgerTables.read(database.jdbcUrl(), APP));

    System.out.printf("%s%n%s%n", summary, oracle.report());
    assertThat(oracle.violations()).isEmpty();
  }
}
