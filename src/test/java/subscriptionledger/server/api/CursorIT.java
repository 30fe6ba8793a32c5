package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.json;
import static subscriptionledger.server.client.LedgerClient.segment;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.Await;

/** What follows the ledger, as readers and operators see it. */
@Tag("basic")
class CursorIT extends LedgerServer {
  private static final String CURSORS = "api/v1/apps/" + APP + "/cursors";
  private static final long T1 = 1_767_225_600_000L;

  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void answersRightAfterTheCallbackWithWhatItReported() throws Exception {
    for (int i = 1; i <= 20; i++) {
      report(ADD, T1 + i, "jared-" + i);

      JsonObject found = client().api("apps/" + APP + "/accounts/" + segment(account));
      assertThat(found.getInt("subscribers")).isEqualTo(i);
      assertThat(
              client()
                  .api("apps/" + APP + "/subscribers/jared-" + i + "/subscriptions")
                  .getJsonArray("subscriptions"))
          .isNotEmpty();
    }
  }

  @Test
  void p4ComputesAnewWhatItHad() throws Exception {
    report(ADD, T1, "jared", "leckie");
    report(DELETE, T1 + 1_000, "jared");
    report(ADD, T1 + 500, "jared");
    List<String> paths =
        List.of(
            "apps/" + APP + "/accounts/" + segment(account),
            "apps/" + APP + "/accounts/" + segment(account) + "/subscriptions",
            "apps/" + APP + "/accounts/" + segment(account) + "/subscriptions/jared",
            "apps/" + APP + "/entries?subscriber=leckie&account=" + segment(account),
            "apps/" + APP + "/statistics?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z");
    List<String> before = answers(paths);

    for (String cursor : List.of("states", "statistics")) {
      HttpResponse<String> rebuild =
          client().request("POST", CURSORS + "/" + cursor + "/rebuild", "operator");
      assertThat(rebuild.statusCode()).isEqualTo(202);
    }

    Await.until(
        "both have caught up",
        Duration.ofMinutes(2),
        () -> {
          List<JsonObject> cursors =
              client().api("apps/" + APP + "/cursors").getJsonArray("cursors").stream()
                  .map(cursor -> cursor.asJsonObject())
                  .toList();
          return cursors.size() == 2 && cursors.stream().allMatch(one -> one.getInt("lag") == 0);
        });
    assertThat(answers(paths)).isEqualTo(before);
  }

  @Test
  void refusesToComputeAnewForViewersAndWhatIsNotComputed() throws Exception {
    assertThat(rebuild("viewer", CURSORS + "/states/rebuild")).isEqualTo(403);
    assertThat(rebuild("operator", CURSORS + "/retention/rebuild")).isEqualTo(404);
    assertThat(rebuild("operator", "api/v1/apps/1/cursors/states/rebuild")).isEqualTo(404);
    assertThat(rebuild("operator", CURSORS + "/states/rebuild?force=true")).isEqualTo(400);
  }

  @Test
  void tellsItsLag() throws Exception {
    report(ADD, T1, "jared");

    String labels = "app=\"" + APP + "\",cursor=\"states\"";
    Await.until(
        "the metrics have no lag",
        Duration.ofMinutes(1),
        () ->
            client()
                .get("metrics", null)
                .body()
                .lines()
                .anyMatch(line -> line.equals("ledger_cursor_lag_entries{" + labels + "} 0.0")));
    String health = client().get("health/ready", null).body();
    assertThat(health).contains("\"states of " + APP + "\":").contains("CAUGHT_UP");
  }

  private int rebuild(String user, String path) throws Exception {
    return client().request("POST", path, user).statusCode();
  }

  private List<String> answers(List<String> paths) throws Exception {
    List<String> answers = new ArrayList<>();
    for (String path : paths) {
      answers.add(withoutHead(client().api(path)));
    }
    return answers;
  }

  private static String withoutHead(JsonObject answer) {
    return json(answer.toString().replaceAll(",?\"(head|next)\":\\d+", "")).toString();
  }

  private void report(String command, long eventTime, String... subscribers) throws Exception {
    String body = body(command, account, eventTime, subscribers);
    assertThat(client().callback(signed(APP, CURRENT_TOKEN, command), body).status())
        .isEqualTo(200);
  }
}
