package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.net.URI;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.SseReader;

/**
 * The API from pages of other origins, one of which is allowed to; and as many streams as may be.
 */
@OnH2
@ExtendWith(ArquillianExtension.class)
class CorsIT {
  private static final String ALLOWED = "https://console.example.com";
  private static final String ENTRIES = "api/v1/apps/" + APP + "/entries";

  @ArquillianResource private URI base;

  @Deployment(testable = false)
  static WebArchive ledger() {
    return LedgerServer.war("ledger.api.cors-origins=" + ALLOWED, "ledger.api.streams=1");
  }

  @Test
  void letsTheAllowedOriginAskWithCredentials() throws Exception {
    HttpResponse<String> may =
        client()
            .request(
                "OPTIONS",
                ENTRIES,
                null,
                "Origin",
                ALLOWED,
                "Access-Control-Request-Method",
                "GET");
    HttpResponse<String> answer = client().get(ENTRIES, "viewer", "Origin", ALLOWED);

    assertThat(may.statusCode()).isEqualTo(204);
    assertThat(may.headers().firstValue("Access-Control-Allow-Origin")).contains(ALLOWED);
    assertThat(may.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("Authorization");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ALLOWED);
    assertThat(answer.headers().allValues("Vary")).contains("Origin");
  }

  @Test
  void letsTheAllowedOriginChangeThings() throws Exception {
    String path = "api/v1/apps/" + APP + "/quarantine/999999/discard";

    HttpResponse<String> allowed =
        client()
            .request("POST", path, "operator", "Sec-Fetch-Site", "cross-site", "Origin", ALLOWED);

    assertThat(allowed.statusCode()).isEqualTo(404);
    assertThat(allowed.body()).contains("urn:subscription-ledger:problem:not-found");
  }

  @Test
  void tellsOtherOriginsNothing() throws Exception {
    HttpResponse<String> answer =
        client().get(ENTRIES, "viewer", "Origin", "https://elsewhere.example.com");

    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void opensNoMoreStreamsThanMayBe() throws Exception {
    try (SseReader stream = new SseReader(client(), "apps/" + APP + "/entries/stream")) {
      HttpResponse<String> refused = client().get(ENTRIES + "/stream", "viewer");

      assertThat(stream).isNotNull();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body()).contains("ledger.api.streams");
    }
  }

  private LedgerClient client() {
    return new LedgerClient(base);
  }
}
