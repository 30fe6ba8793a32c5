package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.json;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerServer;

class ApiIT extends LedgerServer {
  private static final String NOTHING_THERE =
      "There is nothing at this path. The page /subscription-ledger/ lists what this server offers;"
          + " /subscription-ledger/openapi.json describes the API.";

  private static final String NEEDS_A_ROLE =
      "The API requires a user with the role ledger-viewer or ledger-operator. Send the name and"
          + " password by HTTP Basic, or a bearer token if the server accepts one.";

  private static final String ENTRIES = "api/v1/apps/" + APP + "/entries";

  @ParameterizedTest
  @ValueSource(strings = {"entries", "quarantine"})
  void isForPeopleWithARoleOnly(String list) throws Exception {
    String path = "api/v1/apps/" + APP + "/" + list;

    HttpResponse<String> unknown = client().get(path, null);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
    assertThat(client().get(path, "wrong").statusCode()).isEqualTo(401);
    assertThat(client().get(path, "nobody").statusCode()).isEqualTo(403);
    assertThat(client().get(path, "viewer").statusCode()).isEqualTo(200);
    assertThat(client().get(path, "operator").statusCode()).isEqualTo(200);
  }

  @Test
  void p3GivesPagesByTheirCursor() throws Exception {
    long before = client().head(APP);
    client()
        .callback(
            signed(APP, CURRENT_TOKEN, ADD),
            body(ADD, "@TOA#_" + UUID.randomUUID(), 1670574414123L, "a", "b", "c"));

    JsonObject first = client().api("apps/" + APP + "/entries?limit=2&after=" + before);
    JsonObject second = client().api("apps/" + APP + "/entries?limit=2&after=" + (before + 2));
    JsonObject third = client().api("apps/" + APP + "/entries?after=" + (before + 3));

    assertThat(first.getJsonArray("entries")).hasSize(2);
    assertThat(first.getInt("next")).isEqualTo(before + 2);
    assertThat(first.getInt("head")).isEqualTo(before + 3);
    assertThat(second.getJsonArray("entries")).hasSize(1);
    assertThat(second.getInt("next")).isEqualTo(before + 3);
    assertThat(third.getJsonArray("entries")).isEmpty();
    assertThat(third.getInt("next")).isEqualTo(before + 3);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=1001, limit",
    "limit=x, limit",
    "after=-1, after",
    "after=1e3, after",
    "after=1&after=2, after",
    "offset=7, offset"
  })
  void namesTheParameterThatIsNotRight(String query, String name) throws Exception {
    HttpResponse<String> response = client().get(ENTRIES + "?" + query, "viewer");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.body())
        .contains("\"type\":\"urn:subscription-ledger:problem:bad-parameter\"")
        .contains("The parameter " + name + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apps/1400000009/entries|urn:subscription-ledger:problem:unknown-app|The app 1400000009 has no ledger here.",
        "apps/1400000009/entries/stream|urn:subscription-ledger:problem:unknown-app|The app 1400000009 has no ledger here.",
        "apps/1400000009/quarantine|urn:subscription-ledger:problem:unknown-app|The app 1400000009 has no ledger here.",
        "apps/1400000001/entries/999999999999|urn:subscription-ledger:problem:not-found|The app 1400000001 has no entry 999999999999.",
        "apps/1400000001/quarantine/999999999999|urn:subscription-ledger:problem:not-found|The app 1400000001 has no delivery 999999999999 in quarantine.",
        "apps/1400000001/accounts/a%22%3C|urn:subscription-ledger:problem:not-found|The app 1400000001 has no account a\"<.",
        "apps/x/entries|about:blank|The API has nothing at this path. /subscription-ledger/openapi.json lists its paths.",
        "none%22%3C?a=b|about:blank|The API has nothing at this path. /subscription-ledger/openapi.json lists its paths.",
        "|about:blank|The API has nothing at this path. /subscription-ledger/openapi.json lists its paths."
      })
  void tellsOfWhatIsNotThereAsAProblem(String path, String type, String detail) throws Exception {
    HttpResponse<String> response = client().get("api/v1/" + path, "viewer");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(json(response.body()).getString("type")).isEqualTo(type);
    assertThat(json(response.body()).getString("detail")).isEqualTo(detail);
  }

  @Test
  void saysWhichRoleItTakes() throws Exception {
    String discard = "api/v1/apps/" + APP + "/quarantine/1/discard";

    assertThat(detail(client().get(ENTRIES, null), 401)).isEqualTo(NEEDS_A_ROLE);
    assertThat(detail(client().get(ENTRIES, "nobody"), 403))
        .isEqualTo("The user has neither the role ledger-viewer nor the role ledger-operator.");
    assertThat(detail(client().request("POST", discard, "viewer"), 403))
        .isEqualTo("The request requires the role ledger-operator.");
  }

  @Test
  void repeatsNoPathThatMayBeASecret() throws Exception {
    HttpResponse<String> response = client().get("callbacks/a-secret", null);

    assertThat(response.body()).doesNotContain("a-secret");
    assertThat(detail(response, 404)).isEqualTo(NOTHING_THERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "api/", "api/v2", "api/v2/apps"})
  void saysWhereToLookForTheApi(String path) throws Exception {
    assertThat(detail(client().get(path, "viewer"), 404)).isEqualTo(NOTHING_THERE);
    assertThat(detail(client().get(path, null), 401)).isEqualTo(NEEDS_A_ROLE);
  }

  private static String detail(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonObject problem = json(response.body());
    assertThat(problem.getString("type")).isEqualTo("about:blank");
    assertThat(problem.getInt("status")).isEqualTo(status);
    return problem.getString("detail");
  }

  @Test
  void keepsPersonalDataOutOfCaches() throws Exception {
    assertThat(client().get(ENTRIES, "viewer").headers().firstValue("Cache-Control").orElse(""))
        .isEqualTo("no-store");
  }
}
