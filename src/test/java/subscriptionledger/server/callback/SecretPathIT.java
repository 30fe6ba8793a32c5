package subscriptionledger.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.net.URI;
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

/** The WAR with a secret path. */
@OnH2
@ExtendWith(ArquillianExtension.class)
class SecretPathIT {
  private static final String SECRET = "kYp3-v0Zq_81~x";

  @ArquillianResource private URI base;

  @Deployment(testable = false)
  static WebArchive ledger() {
    return LedgerServer.war("ledger.callback.secret=" + SECRET);
  }

  @Test
  void servesOnlyWhoKnowsThePath() throws Exception {
    long before = client().head(APP);

    assertThat(callback("callback").status()).isEqualTo(404);
    assertThat(callback("callback/").status()).isEqualTo(404);
    assertThat(callback("callback/kYp3-v0Zq_81~y").status()).isEqualTo(404);
    assertThat(callback("callback/" + SECRET + "/more").status()).isEqualTo(404);
    assertThat(client().head(APP)).isEqualTo(before);

    assertThat(callback("callback/" + SECRET).status()).isEqualTo(200);
    assertThat(client().head(APP)).isEqualTo(before + 1);
  }

  private Answer callback(String path) throws Exception {
    return client()
        .callback(
            path,
            signed(APP, CURRENT_TOKEN, DELETE),
            body(DELETE, "@TOA#_" + System.nanoTime(), 1670574414123L, "jared").getBytes(UTF_8));
  }

  private LedgerClient client() {
    return new LedgerClient(base);
  }
}
