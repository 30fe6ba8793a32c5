package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.json;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.Await;

/** What operators do with deliveries that were not understood. */
class QuarantineIT extends LedgerServer {
  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void p7TakesWhatIsDecidedOutOfTheWay() throws Exception {
    long number = quarantined("no json");

    HttpResponse<String> decided = post(number, "discard", "operator");

    assertThat(decided.statusCode()).isEqualTo(200);
    JsonObject delivery = json(decided.body());
    assertThat(delivery.getString("decision")).isEqualTo("DISCARDED");
    assertThat(delivery.getString("decidedBy")).isEqualTo("operator");
    assertThat(Instant.parse(delivery.getString("decidedAt")))
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
    assertThat(numbers("waiting")).doesNotContain(number);
    assertThat(numbers("decided")).contains(number);
    assertThat(post(number, "discard", "operator").statusCode()).isEqualTo(409);
    assertThat(post(number, "replay", "operator").statusCode()).isEqualTo(409);
  }

  @Test
  void p7SaysWhatIsStillNotUnderstood() throws Exception {
    long number = quarantined("no json");
    long head = client().head(APP);

    HttpResponse<String> answer = post(number, "replay", "operator");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("urn:subscription-ledger:problem:not-understood")
        .contains("The body is not JSON.");
    assertThat(client().head(APP)).isEqualTo(head);
    assertThat(numbers("waiting")).contains(number);
  }

  /** An event half an hour too early is understood half an hour later: here, seconds. */
  @Test
  void p7RecordsWhatIsUnderstoodWhenItIsReadAgain() throws Exception {
    Instant allowedFrom = Instant.now().plusSeconds(3);
    long eventTime = allowedFrom.plus(Duration.ofHours(1)).toEpochMilli();
    long number = quarantined(body(DELETE, account, eventTime, "jared"));
    long head = client().head(APP);
    Await.until(
        "the event is no longer too far in the future",
        Duration.ofMinutes(2),
        () -> Instant.now().isAfter(allowedFrom.plusMillis(10)));

    HttpResponse<String> answer = post(number, "replay", "operator");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer.body()).getString("decision")).isEqualTo("REPLAYED");
    List<JsonObject> entries = client().entries(APP, head);
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).getString("account")).isEqualTo(account);
  }

  @Test
  void p7DecidesOnceWhoeverDecidesAtTheSameMoment() throws Exception {
    Map<Long, String> subscribers = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      String subscriber = "jared-" + i;
      long eventTime = Instant.now().plus(Duration.ofHours(1)).plusSeconds(4).toEpochMilli();
      subscribers.put(quarantined(body(DELETE, account, eventTime, subscriber)), subscriber);
    }
    Instant allowedFrom = Instant.now().plusSeconds(4);
    long head = client().head(APP);
    Await.until(
        "the events are no longer too far in the future",
        Duration.ofMinutes(2),
        () -> Instant.now().isAfter(allowedFrom.plusMillis(10)));

    List<String> replayed = new ArrayList<>();
    for (Map.Entry<Long, String> delivery : subscribers.entrySet()) {
      FutureTask<Integer> replay =
          new FutureTask<>(() -> post(delivery.getKey(), "replay", "operator").statusCode());
      new Thread(replay).start();
      int discarded = post(delivery.getKey(), "discard", "operator").statusCode();
      assertThat(List.of(replay.get(), discarded)).containsExactlyInAnyOrder(200, 409);
      if (replay.get() == 200) {
        replayed.add(delivery.getValue());
      }
    }

    assertThat(client().entries(APP, head))
        .extracting(entry -> entry.getString("subscriber"))
        .containsExactlyElementsOf(replayed);
  }

  @Test
  void letsOnlyOperatorsDecide() throws Exception {
    long number = quarantined("no json");

    assertThat(post(number, "discard", null).statusCode()).isEqualTo(401);
    assertThat(post(number, "discard", "nobody").statusCode()).isEqualTo(403);
    assertThat(post(number, "discard", "viewer").statusCode()).isEqualTo(403);
    assertThat(post(number, "replay", "viewer").statusCode()).isEqualTo(403);
    assertThat(numbers("waiting")).contains(number);
    assertThat(post(number + 1_000_000, "discard", "operator").statusCode()).isEqualTo(404);
  }

  @Test
  void letsNoPageOfAnotherOriginDecideByAnOperatorsBrowser() throws Exception {
    long number = quarantined("no json");
    String path = "api/v1/apps/" + APP + "/quarantine/" + number + "/discard";

    for (List<String> origin :
        List.of(
            List.of("Origin", "https://elsewhere.example.com"),
            List.of("Origin", "null"),
            List.of("Sec-Fetch-Site", "cross-site", "Origin", "https://elsewhere.example.com"),
            List.of("Sec-Fetch-Site", "same-site"))) {
      HttpResponse<String> refused =
          client().request("POST", path, "operator", origin.toArray(String[]::new));

      assertThat(refused.statusCode()).as(origin.toString()).isEqualTo(403);
      assertThat(json(refused.body()).getString("type"))
          .isEqualTo("urn:subscription-ledger:problem:foreign-origin");
    }
    assertThat(numbers("waiting")).contains(number);
    assertThat(
            client()
                .request(
                    "POST",
                    path,
                    "operator",
                    "Sec-Fetch-Site",
                    "same-origin",
                    "Origin",
                    "https://ledger.example.com")
                .statusCode())
        .isEqualTo(200);
  }

  private long quarantined(String body) throws Exception {
    assertThat(client().callback(signed(APP, CURRENT_TOKEN, DELETE), body).status()).isEqualTo(400);
    List<Long> numbers = numbers("waiting");
    return numbers.get(numbers.size() - 1);
  }

  private List<Long> numbers(String which) throws Exception {
    return client().quarantine(APP, which).stream()
        .map(delivery -> delivery.getJsonNumber("delivery").longValueExact())
        .toList();
  }

  private HttpResponse<String> post(long number, String decision, @Nullable String user)
      throws Exception {
    return client()
        .request("POST", "api/v1/apps/" + APP + "/quarantine/" + number + "/" + decision, user);
  }
}
