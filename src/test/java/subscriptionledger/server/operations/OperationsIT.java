package subscriptionledger.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.json;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.Await;

/** What administrators, and their programs, see of a server. */
class OperationsIT extends LedgerServer {
  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void isAliveAndReady() throws Exception {
    report(DELETE, account, 1670574414123L, "jared");

    HttpResponse<String> live = client().get("health/live", null);
    HttpResponse<String> ready = client().get("health/ready", null);

    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(json(live.body()).getString("status")).isEqualTo("UP");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    JsonObject health = json(ready.body());
    assertThat(health.getString("status")).isEqualTo("UP");
    List<JsonObject> checks = health.getJsonArray("checks").getValuesAs(JsonObject.class);
    assertThat(checks)
        .extracting(check -> check.getString("name"))
        .containsExactly(
            "configuration",
            "database",
            "migrations",
            "queue",
            "writer",
            "intake",
            "cursors",
            "sinks");
    assertThat(checks).extracting(check -> check.getString("status")).containsOnly("UP");
    assertThat(
            Instant.parse(checks.get(4).getJsonObject("data").getString("lastCommit"))
                .isAfter(Instant.now().minusSeconds(600)))
        .isTrue();
  }

  /** WildFly's default configuration has it not. */
  @Test
  @EnabledIfSystemProperty(named = "arquillian.launch", matches = "(payara|liberty).*")
  void isACheckOfMicroProfileHealthWhereTheServerHasIt() throws Exception {
    HttpResponse<String> server = client().get("/health/ready", null);

    assertThat(server.statusCode()).isEqualTo(200);
    assertThat(server.body()).contains("\"subscription-ledger\"");
  }

  /** It leaves them in target, where promtool looks at them. */
  @Test
  void countsAndMeasures() throws Exception {
    report(DELETE, account, 1670574414123L, "jared", "leckie");
    long head = client().head(APP);

    String app = "app=\"" + APP + "\"";
    Await.until(
        "the metrics have the app's head",
        Duration.ofMinutes(1),
        () -> metric("ledger_head{" + app + "}") >= head);

    assertThat(metric("ledger_entries_total{" + app + ",kind=\"UNSUBSCRIBED\"}"))
        .isGreaterThanOrEqualTo(2);
    assertThat(metric("ledger_callback_duration_seconds_count")).isGreaterThanOrEqualTo(1);
    assertThat(metric("ledger_callback_duration_seconds_bucket{le=\"2.0\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(metric("ledger_commit_duration_seconds_count")).isGreaterThanOrEqualTo(1);
    assertThat(metric("ledger_group_deliveries_sum")).isGreaterThanOrEqualTo(1);
    assertThat(metric("ledger_queue_deliveries")).isZero();
    assertThat(metric("ledger_quarantine_deliveries{" + app + "}")).isNotNegative();
    assertThat(metric("ledger_streams_open")).isNotNegative();
    assertThat(metric("ledger_ready")).isEqualTo(1);
    assertThat(metric("ledger_intake_open")).isEqualTo(1);
    double now = Instant.now().getEpochSecond();
    assertThat(metric("ledger_last_callback_timestamp_seconds{" + app + "}"))
        .isBetween(now - 600, now + 600);
    assertThat(metric("ledger_last_entry_timestamp_seconds{" + app + "}"))
        .isBetween(now - 600, now + 600);
    Files.writeString(Path.of("target/metrics.prom"), client().get("metrics", null).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "index.html",
        "callback",
        "api",
        "api/v1",
        "api/v1/apps",
        "api/v1/apps/1/entries",
        "api/v1/apps/1400000001/entries?limit=x",
        "api/v1/nothing",
        "health/ready",
        "metrics",
        "openapi.json",
        "nothing"
      })
  void tellsBrowsersWhatNotToDoAndNobodyWhichServerItIs(String path) throws Exception {
    for (String user : Arrays.asList("viewer", null)) {
      HttpResponse<String> answer = client().get(path, user);

      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Strict-Transport-Security").isPresent())
          .isEqualTo(answer.uri().getScheme().equals("https"));
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      String whole = (answer.headers().map() + answer.body()).toLowerCase(Locale.ROOT);
      assertThat(whole)
          .doesNotContain("wildfly", "undertow", "payara", "glassfish", "liberty", "exception");
    }
  }

  @Test
  void answersAsAProblemWhateverIsWrong() throws Exception {
    HttpResponse<String> nobody = client().get("api/v1/apps", null);
    HttpResponse<String> nothing = client().get("nothing", null);

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(json(nobody.body()).getInt("status")).isEqualTo(401);
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(json(nothing.body()).getString("type")).isEqualTo("about:blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Callback", "CALLBACK", "callbacks", "API/v1/apps", "nothing", "a/b"})
  void findsNothingAtAPathThatIsNotServedWhateverTheMethod(String path) throws Exception {
    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
      HttpResponse<String> answer = client().request(method, path, null);

      assertThat(answer.statusCode()).as(method).isEqualTo(404);
      assertThat(json(answer.body()).getInt("status")).isEqualTo(404);
    }
    assertThat(client().request("POST", "metrics", null).statusCode()).isEqualTo(405);
  }

  /** An increase from nothing is none: a series that begins with the first burst hides it. */
  @Test
  void hasEverySeriesThatAlertsAndPanelsUseFromTheStart() throws Exception {
    String metrics = client().get("metrics", null).body();
    Pattern name = Pattern.compile("ledger_[a-z_]+[a-z]");
    for (String file :
        List.of("prometheus/ledger-alerts.yml", "grafana/subscription-ledger.json")) {
      Matcher used = name.matcher(Files.readString(Path.of("server-config", file)));
      while (used.find()) {
        if (isToBeFound(used.group())) {
          assertThat(metrics).containsPattern("(?m)^" + used.group() + "[ {]");
        }
      }
    }
    String callbacks = "ledger_callbacks_total{app=\"%s\",command=\"%s\",outcome=\"%s\"} ";
    assertThat(metrics)
        .contains(
            callbacks.formatted(OTHER_APP, DELETE, "unavailable"),
            callbacks.formatted(OTHER_APP, "none", "unavailable"),
            callbacks.formatted("none", "none", "sign_wrong"),
            callbacks.formatted("none", "none", "request_time_wrong"),
            callbacks.formatted("none", "none", "source_not_allowed"),
            callbacks.formatted("none", "none", "foreign_app"))
        .contains("ledger_entries_total{app=\"" + OTHER_APP + "\",kind=\"ACCOUNT_FULL\"} ");
  }

  @Test
  void hasTheLabelsThatPanelsSelectBy() throws Exception {
    String metrics = client().get("metrics", null).body();
    Matcher selector =
        Pattern.compile("(ledger_[a-z_]+)(?:\\{([^}]*)})?")
            .matcher(
                Files.readString(Path.of("server-config/grafana/subscription-ledger.json"))
                    .replaceAll("label_values\\([^)]*\\)", ""));
    int selected = 0;
    while (selector.find()) {
      if (!isToBeFound(selector.group(1))) {
        continue;
      }
      selected++;
      String labels = Objects.requireNonNullElse(selector.group(2), "");
      boolean hasApp =
          Pattern.compile("(?m)^" + selector.group(1) + "\\{[^}]*app=").matcher(metrics).find();

      assertThat(labels).as(selector.group()).contains("instance=~");
      assertThat(labels.contains("app=~")).as(selector.group()).isEqualTo(hasApp);
    }
    assertThat(selected).isPositive();
  }

  /** A server that the scripts have configured has no sinks, and no series of them. */
  private boolean isToBeFound(String series) throws Exception {
    return !series.startsWith("ledger_sink_")
        || !client().api("sinks").getJsonArray("sinks").isEmpty();
  }

  private double metric(String name) throws Exception {
    String line =
        client()
            .get("metrics", null)
            .body()
            .lines()
            .filter(metric -> metric.startsWith(name + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no " + name));
    return Double.parseDouble(line.substring(name.length() + 1));
  }
}
