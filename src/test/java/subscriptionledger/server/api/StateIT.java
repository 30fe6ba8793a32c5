package subscriptionledger.server.api;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.encoded;
import static subscriptionledger.server.client.LedgerClient.segment;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.Await;

/** P4 from outside: what the API says of states, now and by either of the ledger's two clocks. */
@Tag("basic")
class StateIT extends LedgerServer {
  private static final long T1 = Instant.parse("2026-01-01T00:00:01.000Z").toEpochMilli();
  private static final String DESTROYED = "OfficialAccount.CallbackAfterOfficialAccountDestroyed";
  private static final String CREATED = "OfficialAccount.CallbackAfterCreateOfficialAccount";

  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void p4TellsTheStateBeforeBetweenAndAfter() throws Exception {
    report(ADD, account, T1, "jared");
    report(DELETE, account, T1 + 1_000, "jared");

    assertThat(status("jared", "asOf=2026-01-01T00:00:00.999Z")).isEqualTo("NEVER_SEEN");
    assertThat(status("jared", "asOf=2026-01-01T00:00:01.000Z")).isEqualTo("SUBSCRIBED");
    assertThat(status("jared", "asOf=2026-01-01T00:00:01.999Z")).isEqualTo("SUBSCRIBED");
    assertThat(status("jared", "asOf=2026-01-01T00:00:02.000Z")).isEqualTo("UNSUBSCRIBED");
    assertThat(status("jared", "")).isEqualTo("UNSUBSCRIBED");
  }

  @Test
  void p4TellsWhatWasKnownBeforeALateEventCame() throws Exception {
    report(ADD, account, T1 + 2_000, "jared");
    Instant known = Instant.parse(newest().getString("recordedAt"));
    Await.until(
        "the clock goes on",
        Duration.ofMinutes(1),
        () -> Instant.now().isAfter(known.plusMillis(1)));
    report(DELETE, account, T1 + 3_000, "jared");
    report(DELETE, account, T1, "jared");

    assertThat(status("jared", "knownAt=" + known)).isEqualTo("SUBSCRIBED");
    assertThat(status("jared", "knownAt=" + known + "&asOf=2026-01-01T00:00:02.500Z"))
        .isEqualTo("NEVER_SEEN");
    assertThat(status("jared", "asOf=2026-01-01T00:00:02.500Z")).isEqualTo("UNSUBSCRIBED");
    assertThat(status("jared", "asOf=2026-01-01T00:00:03.500Z")).isEqualTo("SUBSCRIBED");
    assertThat(status("jared", "")).isEqualTo("UNSUBSCRIBED");
    assertThat(subscriptions("knownAt=" + known)).containsExactly("jared SUBSCRIBED");
  }

  @Test
  void p4TellsTheSameForEverOfWhatWasKnownAtAnInstantThatHasPassed() throws Exception {
    Map<List<String>, String> told = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      String subscriber = "jared-" + i;
      CompletableFuture<Void> report =
          CompletableFuture.runAsync(() -> reportUnchecked(subscriber));
      // Asked before the callback comes, while it is recorded, and just after.
      MILLISECONDS.sleep(i % 20);
      do {
        String known = "knownAt=" + Instant.now().truncatedTo(MILLIS);
        told.put(List.of(subscriber, known), status(subscriber, known));
      } while (!report.isDone());
      report.get();
    }

    assertThat(told.values()).contains("NEVER_SEEN", "SUBSCRIBED");
    for (Map.Entry<List<String>, String> answer : told.entrySet()) {
      List<String> question = answer.getKey();
      assertThat(status(question.get(0), question.get(1)))
          .as(question.toString())
          .isEqualTo(answer.getValue());
    }
  }

  private void reportUnchecked(String subscriber) {
    try {
      report(ADD, account, T1, subscriber);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void p4LetsNobodyBeMessagedWhenInDoubt() throws Exception {
    report(DELETE, account, T1, "jared");
    report(ADD, account, T1, "jared");

    JsonObject state = subscription("jared", "");
    assertThat(state.getString("status")).isEqualTo("UNSUBSCRIBED");
    assertThat(state.getString("reason")).isEqualTo("UNSUBSCRIBED");
    assertThat(state.getString("since")).isEqualTo("2026-01-01T00:00:01.000Z");
    assertThat(state.getJsonArray("history").getValuesAs(JsonObject.class))
        .extracting(entry -> entry.getString("kind"))
        .containsExactly("UNSUBSCRIBED", "SUBSCRIBED");
  }

  @Test
  void p4EndsAllSubscriptionsOfADestroyedAccountAndNoneThatBeganLater() throws Exception {
    report(ADD, account, T1, "jared", "leckie");
    reportAccount(DESTROYED, T1 + 1_000);
    report(ADD, account, T1 + 2_000, "leckie");

    assertThat(subscriptions("")).containsExactly("jared ACCOUNT_DESTROYED", "leckie SUBSCRIBED");
    assertThat(subscriptions("asOf=2026-01-01T00:00:01.500Z"))
        .containsExactly("jared SUBSCRIBED", "leckie SUBSCRIBED");
    assertThat(subscriptions("asOf=2026-01-01T00:00:02.000Z"))
        .containsExactly("jared ACCOUNT_DESTROYED", "leckie ACCOUNT_DESTROYED");
    assertThat(subscriptions("status=subscribed")).containsExactly("leckie SUBSCRIBED");

    JsonObject state = subscription("jared", "");
    assertThat(state.getString("reason")).isEqualTo("ACCOUNT_DESTROYED");
    assertThat(state.getString("since")).isEqualTo("2026-01-01T00:00:02.000Z");

    JsonObject destroyed = client().api(path());
    assertThat(destroyed.getString("status")).isEqualTo("DESTROYED");
    assertThat(destroyed.getInt("subscribers")).isEqualTo(1);
    assertThat(destroyed.getString("lastActivityAt")).isEqualTo("2026-01-01T00:00:03.000Z");
  }

  @Test
  void tellsOfAnAccountWhatIsKnown() throws Exception {
    reportAccount(CREATED, T1);

    JsonObject created = client().api(path());
    assertThat(created.getString("name")).isEqualTo("News");
    assertThat(created.getString("owner")).isEqualTo("anna");
    assertThat(created.getString("createdAt")).isEqualTo("2026-01-01T00:00:01.000Z");
    assertThat(created.getString("status")).isEqualTo("ACTIVE");
    assertThat(created).doesNotContainKey("destroyedAt");
    assertThat(client().get("api/v1/apps/" + APP + "/accounts/none", "viewer").statusCode())
        .isEqualTo(404);
  }

  @Test
  void tellsOfSomebodyNeverSeen() throws Exception {
    JsonObject state = subscription("nobody", "");

    assertThat(state.getString("status")).isEqualTo("NEVER_SEEN");
    assertThat(state).doesNotContainKeys("since", "reason", "sequence");
    assertThat(state.getJsonArray("history")).isEmpty();
  }

  private String path() {
    return "apps/" + APP + "/accounts/" + segment(account);
  }

  private JsonObject subscription(String subscriber, String query) throws Exception {
    return client().api(path() + "/subscriptions/" + segment(subscriber) + "?" + query);
  }

  private String status(String subscriber, String query) throws Exception {
    return subscription(subscriber, query).getString("status");
  }

  private List<String> subscriptions(String query) throws Exception {
    return client()
        .api(path() + "/subscriptions?" + query)
        .getJsonArray("subscriptions")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(one -> one.getString("subscriber") + " " + one.getString("status"))
        .toList();
  }

  private JsonObject newest() throws Exception {
    return client()
        .api("apps/" + APP + "/entries?limit=1&order=desc&account=" + encoded(account))
        .getJsonArray("entries")
        .getJsonObject(0);
  }

  private void reportAccount(String command, long eventTime) throws Exception {
    report(
        command,
        Json.createObjectBuilder()
            .add("CallbackCommand", command)
            .add("Official_Account", account)
            .add("Owner_Account", "anna")
            .add("Name", "News")
            .add("EventTime", eventTime)
            .build()
            .toString());
  }
}
