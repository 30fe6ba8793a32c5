package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.segment;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.process.ServerProcess;

/** Readers of one server, and callbacks to another on the same database. */
@OnPostgresql
class TwoNodesReadersIT extends TwoNodes {
  /** {@code -Dtwo.nodes.reads=10000} of them. */
  private static final int READS = Integer.getInteger("two.nodes.reads", 100);

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

  /** As if a third node had been asked to compute everything anew, and was killed thereupon. */
  @Test
  void p4AnswersOnEachNodeThoughTheNodeIsGoneThatBeganToComputeEverythingAnew() throws Exception {
    String account = "@TOA#computed-anew";
    String body = body(ADD, account, 1_767_225_600_000L, "jared");
    new LedgerClient(one.url()).callback(signed(APP, CURRENT_TOKEN, ADD), body);
    String path = "apps/" + APP + "/accounts/" + segment(account);
    for (ServerProcess node : List.of(one, other)) {
      LedgerClient client = new LedgerClient(node.url());
      assertThat(client.api(path).getInt("subscribers")).isEqualTo(1);
      try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
          Statement statement = connection.createStatement()) {
        statement.execute(
            "UPDATE cursor SET position = -1, rebuilds = rebuilds + 1 WHERE name = 'states'");
      }
      Await.until(
          "the states are computed anew",
          Duration.ofMinutes(1),
          () -> client.get("api/v1/" + path, "viewer").statusCode() == 200);
      assertThat(client.api(path).getInt("subscribers")).isEqualTo(1);
    }
  }
}
