package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.segment;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;

/** Readers of one server, and callbacks to another on the same database. */
@OnPostgresql
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesReadersIT {
  /** {@code -Dtwo.nodes.reads=10000} of them. */
  private static final int READS = Integer.getInteger("two.nodes.reads", 100);

  @TempDir private Path folder;
  private ServerProcess one;
  private ServerProcess other;

  @BeforeAll
  void start() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("nodes_and_readers", folder);
    one = new ServerProcess("one", database);
    other = new ServerProcess("other", database);
    one.start();
    other.start();
  }

  @AfterAll
  void end() {
    one.close();
    other.close();
  }

  @Test
  void p3TellsReadersOfOneNodeOfWhatTheOtherWrites() throws Exception {
    ReadersIT.assertAllSeen(folder, one, other, load -> {});
  }

  /** What one node has acknowledged, the other one answers with. */
  @Test
  void showsOnEachNodeAtOnceWhatTheOtherHasAcknowledged() throws Exception {
    LedgerClient[] nodes = {new LedgerClient(one.url()), new LedgerClient(other.url())};
    String account = "@TOA#both-nodes";
    for (int i = 1; i <= READS; i++) {
      String body = body(ADD, account, 1_767_225_600_000L + i, "jared-" + i);
      assertThat(nodes[i % 2].callback(signed(APP, CURRENT_TOKEN, ADD), body).status())
          .isEqualTo(200);
      String path = "apps/" + APP + "/accounts/" + segment(account);
      LedgerClient reader = nodes[(i + 1) % 2];
      assertThat(reader.api(path).getInt("subscribers")).isEqualTo(i);
      assertThat(reader.api(path + "/subscriptions/jared-" + i).getString("status"))
          .isEqualTo("SUBSCRIBED");
    }
  }
}
