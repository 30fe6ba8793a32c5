package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.net.URI;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.server.client.LedgerClient.Recorded;

/** The WAR where callbacks may come from elsewhere only. */
@OnH2
@ExtendWith(ArquillianExtension.class)
class AllowedSourcesIT {
  @ArquillianResource private URI base;

  @Deployment(testable = false)
  static WebArchive ledger() {
    return LedgerServer.war("ledger.callback.allowed-sources=203.0.113.0/24,2001:db8::/32");
  }

  @Test
  void refusesEveryOtherSourceThoughItSignsWell() throws Exception {
    LedgerClient client = new LedgerClient(base);
    List<Recorded> before = client.recorded();

    Answer answer =
        client.callback(
            signed(APP, CURRENT_TOKEN, DELETE),
            body(DELETE, "@TOA#a", 1670574414123L, "jared"),
            "X-Forwarded-For",
            "203.0.113.7");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"The source address is not allowed.\","
                + "\"ErrorCode\":120007}");
    assertThat(client.recorded()).isEqualTo(before);
  }
}
