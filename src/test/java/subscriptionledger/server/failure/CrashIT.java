package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;
import subscriptionledger.simulator.Simulator;

/** The promises while the server is killed again and again: {@code -Dcrash.cycles=100} times. */
class CrashIT {
  private static final int CYCLES = Integer.getInteger("crash.cycles", 3);
  private static final int UP_MILLIS = 2_000;

  @TempDir private Path folder;

  @Test
  void p1ToP4HoldThoughTheServerIsKilledAtAnyMoment() throws Exception {
    Random random = new Random();
    ProcessDatabase database = ProcessDatabase.ofSuite("crash", ServerProcess.home("crash"));
    Simulator.Summary summary;
    Oracle oracle;

    try (ServerProcess server = new ServerProcess("crash", database);
        Load load = new Load(folder, List.of(server.url()))) {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        server.start();
        load.awaitMore("200");
        Thread.sleep(random.nextInt(UP_MILLIS)); // The moment is to be any.
        server.kill();
      }
      summary = load.end();
      LedgerTables killed = LedgerTables.read(database.jdbcUrl(), APP);
      oracle = load.judge(killed);

      server.start();
      LedgerClient client = new LedgerClient(server.url());
      awaitStates(client);
      client.request("POST", "api/v1/apps/" + APP + "/cursors/states/rebuild", "operator");
      awaitStates(client);
      server.stop();
      LedgerTables rebuilt = LedgerTables.read(database.jdbcUrl(), APP);
      assertThat(rebuilt.followed()).isEqualTo(rebuilt.entries().size());
      assertThat(load.judge(rebuilt).violations()).isEmpty();
      System.out.printf(
          "%d of %d entries followed when killed%n", killed.followed(), killed.entries().size());
    }

    System.out.printf("%d crashes: %s%n%s%n", CYCLES, summary, oracle.report());
    assertThat(oracle.violations()).isEmpty();
    assertThat(summary.answered("401")).isPositive();
    assertThat(summary.answered("400")).isPositive();
    assertThat(summary.answered("500")).isZero();
  }

  private static void awaitStates(LedgerClient client) throws Exception {
    Await.until(
        "the states have caught up",
        Duration.ofMinutes(2),
        () ->
            client.api("apps/" + APP + "/cursors").getJsonArray("cursors").stream()
                .map(JsonValue::asJsonObject)
                .anyMatch(one -> one.getString("name").equals("states") && one.getInt("lag") == 0));
  }
}
