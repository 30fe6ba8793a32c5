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
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient.Answer;

/** The WAR on a server where nobody has configured it. */
class UnconfiguredIT extends LedgerServer {

  @Test
  void refusesEveryCallback() throws Exception {
    String entries = "api/v1/apps/" + APP + "/entries?limit=1";
    String before = client().get(entries, "viewer").body();
    String body = body(DELETE, "@TOA#a", 1670574414123L, "jared");

    Answer forAnApp = client().callback(signed(APP, CURRENT_TOKEN, DELETE), body);
    Answer forNone = client().callback(signature(CURRENT_TOKEN, Instant.now()), "{}");

    assertThat(forAnApp.status()).isEqualTo(403);
    assertThat(forAnApp.body()).contains("\"ErrorCode\":120001");
    assertThat(forNone.status()).isEqualTo(403);
    assertThat(forNone.body()).contains("\"ErrorCode\":120001");
    assertThat(client().get(entries, "viewer").body()).isEqualTo(before);
  }

  @Test
  void saysInTheLogWhatIsMissingAndWhatMeansNothing() throws Exception {
    assertThat(log(0))
        .contains("ledger.apps is not set: every callback will be refused")
        .contains("Unknown configuration key ignored: ledger.callback.max-agee");
  }
}
