package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.Happening;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;

/**
 * A token is changed as {@code src/docs/security.md} says, on two nodes that are restarted one
 * after another: each callback reaches both, as a load balancer that tries again would see to.
 */
@OnPostgresql
class TokenRotationIT {
  private static final String TOKENS = "-Dledger.app." + APP + ".tokens=";
  private static final String OLD = "the-old-token";
  private static final String NEW = "the-new-token";

  @TempDir private Path folder;

  @Test
  void noCallbackIsLostWhileATokenIsChanged() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("rotation", folder);
    List<Happening> sent = new ArrayList<>();
    List<Happening> acknowledged = new ArrayList<>();

    try (ServerProcess one = new ServerProcess("rotation_one", database);
        ServerProcess other = new ServerProcess("rotation_other", database)) {
      one.start(TOKENS + OLD);
      other.start(TOKENS + OLD);
      try (Load signedWithOld = load(OLD, one, other)) {
        signedWithOld.awaitMore("200");
        restart(one, OLD + "," + NEW);
        restart(other, OLD + "," + NEW);
        signedWithOld.awaitMore("200");
        signedWithOld.end();
        sent.addAll(signedWithOld.sent());
        acknowledged.addAll(signedWithOld.acknowledged());
      }
      try (Load signedWithNew = load(NEW, one, other)) {
        signedWithNew.awaitMore("200");
        restart(one, NEW);
        restart(other, NEW);
        signedWithNew.awaitMore("200");
        signedWithNew.end();
        sent.addAll(signedWithNew.sent());
        acknowledged.addAll(signedWithNew.acknowledged());
      }
    }

    LedgerTables tables = LedgerTables.read(database.jdbcUrl(), APP);
    Oracle oracle =
        new Oracle(tables.entries())
            .acknowledged(acknowledged)
            .sent(sent)
            .state(tables.state(), tables.followed());
    System.out.println(oracle.report());
    assertThat(oracle.violations()).isEmpty();
    assertThat(acknowledged).containsAll(sent);
  }

  private static void restart(ServerProcess server, String tokens) throws Exception {
    server.stop();
    server.start(TOKENS + tokens);
  }

  /** All of it is proper, and nobody hangs up: so all of it must be acknowledged. */
  private Load load(String token, ServerProcess one, ServerProcess other) throws Exception {
    return new Load(
        Files.createDirectories(folder.resolve(token)),
        List.of(one.url(), other.url()),
        "token=" + token,
        "per-second=100",
        "forged=0",
        "malformed=0",
        "slow=0",
        "cut=0");
  }
}
