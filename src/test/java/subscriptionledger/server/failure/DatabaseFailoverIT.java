package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ProcessSignal;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;
import subscriptionledger.simulator.Simulator;

/** The promises when the database goes on on another machine, as operations.md has it. */
@Tag("basic")
@OnPostgresql
class DatabaseFailoverIT {
  /** The promise is 15 seconds; a machine may be busy. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void p1ToP4HoldThoughThePrimaryIsKilledAndItsSynchronousStandbyPromoted() throws Exception {
    try (PostgresProcess primary = PostgresProcess.ofThisMachine(folder.resolve("primary"))) {
      primary.execute("CREATE DATABASE ledger");
      try (PostgresProcess standby = primary.synchronousStandby(folder.resolve("standby"));
          ServerProcess server = new ServerProcess("failover", database(primary, standby))) {
        server.start();
        try (Load load = new Load(folder, List.of(server.url()))) {
          load.awaitMore("200");
          acknowledgesNothingThatTheStandbyDoesNotHave(standby, load);

          primary.kill();
          load.awaitMore("503");
          standby.promote();
          long promoted = System.nanoTime();
          load.awaitMore("200");
          Duration refused = Duration.ofNanos(System.nanoTime() - promoted);

          Simulator.Summary summary = load.end();
          server.kill();
          Oracle oracle = load.judge(LedgerTables.read(standby.database().jdbcUrl(), APP));
          System.out.printf(
              "PostgreSQL %s, refused for %d ms after the promotion%n%s%n%s%n",
              standby.query("SHOW server_version"), refused.toMillis(), summary, oracle.report());
          assertThat(oracle.violations()).isEmpty();
          assertThat(refused).isLessThan(LIMIT);
        }
      }
    }
  }

  /** The standby takes nothing for a while. */
  private static void acknowledgesNothingThatTheStandbyDoesNotHave(
      PostgresProcess standby, Load load) throws Exception {
    ProcessHandle receiver = standby.walReceiver();
    ProcessSignal.STOP.send(receiver);
    load.awaitMore("503");
    int acknowledged = load.answered("200");
    load.awaitMore("503");
    assertThat(load.answered("200")).isEqualTo(acknowledged);
    ProcessSignal.CONT.send(receiver);
    load.awaitMore("200");
  }

  /** Both, as an administrator names several hosts. */
  private static ProcessDatabase database(PostgresProcess primary, PostgresProcess standby) {
    return ProcessDatabase.postgresql(
        "127.0.0.1:" + primary.port() + ",127.0.0.1", standby.port(), standby.port(), "ledger");
  }
}
