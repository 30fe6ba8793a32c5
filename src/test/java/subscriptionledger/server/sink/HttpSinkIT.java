package subscriptionledger.server.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.json;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.sink.Receiver.Reply;

/** A sink of the type http, whose target behaves in every way. */
class HttpSinkIT extends HttpSink {

  @Test
  void p9SendsEachEntryInOrderAndSignedAndOnlyThoseOfItsKinds() throws Exception {
    report(ADD, 1, 150);
    report(DELETE, 500, 1);
    report(ADD, 501, 1);

    awaitTaken(151);
    List<JsonObject> events = receiver.taken(account);
    assertThat(receiver.problems()).isEmpty();
    for (int i = 1; i < events.size(); i++) {
      assertThat(events.get(i).getString("previous"))
          .isEqualTo(events.get(i - 1).getString("sequence"));
    }
    JsonObject last = events.get(150);
    long sequence = Long.parseLong(last.getString("sequence"));
    assertThat(last.getString("sequence")).hasSize(19);
    assertThat(Long.parseLong(events.get(149).getString("sequence"))).isEqualTo(sequence - 2);
    assertThat(last.getString("id")).isEqualTo(APP + "-" + sequence);
    assertThat(last.getString("source")).isEqualTo("/apps/" + APP);
    assertThat(last.getString("type"))
        .isEqualTo("chat.tencent.official-account.subscriber.added.v1");
    assertThat(last.getJsonObject("data"))
        .isEqualTo(client.api("apps/" + APP + "/entries/" + sequence));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 503})
  void p9WaitsForATargetThatTakesNothingNowAndMakesNoDeadLetter(int status) throws Exception {
    long letters = progress().getInt("deadLetters");
    receiver.behave(events -> Reply.of(status));
    report(ADD, 1, 1);

    Await.until("it is retrying", LIMIT, () -> status().equals("RETRYING"));
    assertThat(progress().getInt("lag")).isPositive();
    receiver.behave(events -> Reply.OK);
    awaitTaken(1);
    assertThat(progress().getInt("deadLetters")).isEqualTo(letters);
  }

  @Test
  void p9WaitsForATargetThatIsAway() throws Exception {
    receiver.stop();
    report(ADD, 1, 3);
    Await.until("it is retrying", LIMIT, () -> status().equals("RETRYING"));
    assertThat(health()).contains("\"crm of " + APP + "\":\"RETRYING\"").contains("DEGRADED");

    receiver.start();
    awaitTaken(3);
    Await.until("it is active", LIMIT, () -> status().equals("ACTIVE"));
  }

  @Test
  void p9MakesADeadLetterOfTheEntryThatIsRefusedAndGoesOn() throws Exception {
    String culprit = "subscriber-7\"";
    receiver.behave(
        events ->
            Reply.of(
                events.stream().anyMatch(event -> event.toString().contains(culprit)) ? 422 : 200));
    report(ADD, 1, 20);

    awaitTaken(19);
    JsonObject letter = deadLetters().get(deadLetters().size() - 1);
    assertThat(letter.getString("reason")).contains("422").contains(Receiver.BODY);
    assertThat(
            client
                .api("apps/" + APP + "/entries/" + letter.getJsonNumber("sequence").longValue())
                .getString("subscriber"))
        .isEqualTo("subscriber-7");
    assertThat(receiver.taken(account).toString()).doesNotContain(culprit);
  }

  @Test
  void p9SendsADeadLetterAgainForAnOperator() throws Exception {
    long sequence = refused("subscriber-1");
    String letters = "apps/" + APP + "/dead-letters/";

    assertThat(post("operator", letters + "redrive?sequence=" + sequence)).isEqualTo(200);
    Await.until(
        "it is refused again",
        LIMIT,
        () -> !deadLetters().toString().contains("\"redriven\":true"));
    assertThat(deadLetters().toString()).contains("\"sequence\":" + sequence);

    receiver.behave(events -> Reply.OK);
    assertThat(post("viewer", letters + "redrive")).isEqualTo(403);
    assertThat(post("operator", letters + "redrive?sequence=" + sequence + "&reason=repaired"))
        .isEqualTo(200);
    awaitTaken(1);
    Await.until(
        "the letter is gone",
        LIMIT,
        () ->
            deadLetters().stream()
                .noneMatch(letter -> letter.getJsonNumber("sequence").longValue() == sequence));
    assertThat(receiver.taken(account).get(0).getString("id")).isEqualTo(APP + "-" + sequence);
    assertThat(attempts().toString()).contains("\"reason\":\"repaired\",\"operator\":\"operator\"");
  }

  @Test
  void removesDeadLettersForAnOperator() throws Exception {
    long sequence = refused("subscriber-1");
    String discard = "apps/" + APP + "/dead-letters/discard?sequence=" + sequence;

    assertThat(post("viewer", discard)).isEqualTo(403);
    assertThat(post("operator", discard)).isEqualTo(200);
    assertThat(deadLetters().toString()).doesNotContain("\"sequence\":" + sequence);
    assertThat(post("operator", discard)).isEqualTo(404);
    assertThat(receiver.taken(account)).isEmpty();
  }

  /** Returns the number of an entry that has become a dead letter. */
  private long refused(String subscriber) throws Exception {
    int before = deadLetters().size();
    receiver.behave(
        events -> Reply.of(events.toString().contains("\"" + subscriber + "\"") ? 422 : 200));
    report(ADD, Integer.parseInt(subscriber.replaceAll("\\D", "")), 1);
    Await.until("there is a dead letter", LIMIT, () -> deadLetters().size() > before);
    return deadLetters().get(before).getJsonNumber("sequence").longValue();
  }

  @Test
  void sendsATestThatIsNoEntry() throws Exception {
    String path = "api/v1/sinks/crm/apps/" + APP + "/test";
    assertThat(json(client.request("POST", path, "operator").body()).getString("outcome"))
        .isEqualTo("TAKEN");
    assertThat(receiver.taken("crm").toString())
        .contains("chat.tencent.official-account.test.v1")
        .doesNotContain("sequence");

    receiver.behave(events -> Reply.of(401));
    JsonObject answer = json(client.request("POST", path, "operator").body());
    assertThat(answer.getString("outcome")).isEqualTo("UNAVAILABLE");
    assertThat(answer.getString("reason")).isEqualTo("HTTP status 401: " + Receiver.BODY);
    assertThat(client.request("POST", path, "viewer").statusCode()).isEqualTo(403);
    assertThat(attempts().get(0).getString("event")).isEqualTo("TESTED");
    assertThat(status()).isEqualTo("ACTIVE");
  }

  @Test
  void keepsWhatHasHappenedWithoutAnyBody() throws Exception {
    receiver.behave(events -> Reply.of(503));
    report(ADD, 1, 2);
    Await.until("it is retrying", LIMIT, () -> status().equals("RETRYING"));
    receiver.behave(events -> Reply.OK);
    awaitTaken(2);
    Await.until("it is active", LIMIT, () -> events().get(0).equals("ACTIVE"));

    assertThat(events()).containsSubsequence("ACTIVE", "TAKEN", "RETRYING", "UNAVAILABLE");
    assertThat(attempts().toString())
        .contains("HTTP status 503")
        .doesNotContain(Receiver.BODY)
        .doesNotContain("subscriber-");
    assertThat(get("viewer", "api/v1/sinks/crm/apps/" + APP + "/attempts").statusCode())
        .isEqualTo(403);
  }

  @Test
  void p10ShowsTheTextsOfTheTargetToOperatorsOnly() throws Exception {
    receiver.behave(events -> Reply.of(500));
    report(ADD, 1, 1);
    Await.until("it is retrying", LIMIT, () -> status().equals("RETRYING"));

    assertThat(get("viewer", "api/v1/sinks/crm").body()).doesNotContain(Receiver.BODY);
    assertThat(get("operator", "api/v1/sinks/crm").body()).contains(Receiver.BODY);
    assertThat(get("viewer", "api/v1/sinks/crm/apps/" + APP + "/dead-letters").statusCode())
        .isEqualTo(403);
    assertThat(server.console()).doesNotContain(Receiver.BODY).doesNotContain(Receiver.SECRET);
  }

  @Test
  void isDisabledByATargetThatIsGoneAndGoesOnWhenItIsResumed() throws Exception {
    receiver.behave(events -> Reply.of(410));
    report(ADD, 1, 1);
    Await.until("it is disabled", LIMIT, () -> status().equals("DISABLED"));

    receiver.behave(events -> Reply.OK);
    assertThat(post("viewer", "resume")).isEqualTo(403);
    assertThat(post("operator", "resume")).isEqualTo(200);
    awaitTaken(1);
    assertThat(progress().getString("changedBy")).isEqualTo("operator");
  }

  @Test
  void honoursRetryAfter() throws Exception {
    int before = receiver.requests();
    receiver.behave(events -> new Reply(429, Map.of("Retry-After", "600")));
    report(ADD, 1, 1);
    Await.until("it is retrying", LIMIT, () -> status().equals("RETRYING"));
    Thread.sleep(5_000);

    assertThat(receiver.requests()).isEqualTo(before + 1);
    receiver.behave(events -> Reply.OK);
    assertThat(post("operator", "resume")).isEqualTo(200);
    awaitTaken(1);
  }

  @Test
  void isPausedAndReplayedByAnOperator() throws Exception {
    report(ADD, 1, 1);
    awaitTaken(1);
    assertThat(post("operator", "pause?reason=upgrade")).isEqualTo(200);
    report(ADD, 2, 1);
    Thread.sleep(5_000);
    assertThat(receiver.taken(account)).hasSize(1);
    assertThat(status()).isEqualTo("PAUSED");

    long first = Long.parseLong(receiver.taken(account).get(0).getString("sequence"));
    assertThat(post("operator", "apps/" + APP + "/replay?after=" + (first - 1))).isEqualTo(200);
    assertThat(post("operator", "resume")).isEqualTo(200);
    awaitTaken(3);
    List<JsonObject> events = receiver.taken(account);
    assertThat(events.get(1)).isEqualTo(events.get(0));
  }

  @Test
  void answersForUnknownSinksAndImpossiblePositions() throws Exception {
    assertThat(get("viewer", "api/v1/sinks/none").statusCode()).isEqualTo(404);
    assertThat(post("operator", "apps/1/replay")).isEqualTo(404);
    assertThat(post("operator", "apps/" + APP + "/replay?after=999999999")).isEqualTo(400);
    assertThat(get(null, "api/v1/sinks").statusCode()).isEqualTo(401);
  }
}
