package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signature;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;

/** The WAR on a server where nobody has configured it. */
@OnH2
class UnconfiguredIT {

  @Test
  void refusesEveryCallbackAndSaysInTheLogWhatIsMissingAndWhatMeansNothing() throws Exception {
    String name = "unconfigured";
    ProcessDatabase database = ProcessDatabase.ofSuite(name, ServerProcess.home(name));
    try (ServerProcess server =
        ServerProcess.unconfigured(name, database, "-Dledger.callback.max-agee=PT60S")) {
      server.start();
      LedgerClient client = new LedgerClient(server.url());
      String before = client.get("api/v1/apps", "viewer").body();
      String body = body(DELETE, "@TOA#a", 1670574414123L, "jared");

      Answer forAnApp = client.callback(signed(APP, CURRENT_TOKEN, DELETE), body);
      Answer forNone = client.callback(signature(CURRENT_TOKEN, Instant.now()), "{}");

      assertThat(forAnApp.status()).isEqualTo(403);
      assertThat(forAnApp.body()).contains("\"ErrorCode\":120001");
      assertThat(forNone.status()).isEqualTo(403);
      assertThat(forNone.body()).contains("\"ErrorCode\":120001");
      assertThat(client.get("api/v1/apps", "viewer").body()).isEqualTo(before);
      assertThat(server.console())
          .contains("ledger.apps is not set: every callback will be refused")
          .contains("Unknown configuration key ignored: ledger.callback.max-agee");
    }
  }
}
