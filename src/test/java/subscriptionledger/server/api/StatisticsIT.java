package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.encoded;
import static subscriptionledger.server.client.LedgerClient.json;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerServer;

/** How many subscribed and unsubscribed, and when. */
@Tag("basic")
class StatisticsIT extends LedgerServer {
  private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void countsByTheHour() throws Exception {
    report(ADD, NOON, "&OptPlatform=iOS", "leckie", "a", "b");
    report(DELETE, NOON + 59 * MINUTE, "&OptPlatform=iOS", "leckie");
    report(DELETE, NOON + 60 * MINUTE, "&OptPlatform=RESTAPI", "leckie", "b");
    report(DELETE, NOON + 60 * MINUTE, "&OptPlatform=RESTAPI", "leckie", "b");

    JsonObject statistics =
        statistics("from=2026-01-01T12:30:00Z&to=2026-01-01T14:10:00Z&interval=PT1H");

    assertThat(statistics.getString("from")).isEqualTo("2026-01-01T12:00:00.000Z");
    assertThat(statistics.getString("to")).isEqualTo("2026-01-01T15:00:00.000Z");
    assertThat(statistics.getString("interval")).isEqualTo("PT1H");
    assertThat(statistics.getJsonArray("buckets")).hasSize(3);
    JsonObject first = statistics.getJsonArray("buckets").getJsonObject(0);
    assertThat(first.getString("from")).isEqualTo("2026-01-01T12:00:00.000Z");
    assertThat(first.getJsonObject("subscribed"))
        .hasToString("{\"total\":3,\"selfService\":1,\"administrative\":2}");
    assertThat(first.getJsonObject("unsubscribed"))
        .hasToString("{\"total\":1,\"selfService\":1,\"administrative\":0}");
    assertThat(first.getInt("net")).isEqualTo(2);
    assertThat(first.getJsonObject("platforms"))
        .hasToString("{\"iOS\":{\"subscribed\":3,\"unsubscribed\":1}}");
    JsonObject second = statistics.getJsonArray("buckets").getJsonObject(1);
    assertThat(second.getJsonObject("unsubscribed"))
        .hasToString("{\"total\":2,\"selfService\":0,\"administrative\":2}");
    assertThat(second.getInt("net")).isEqualTo(-2);
    JsonObject third = statistics.getJsonArray("buckets").getJsonObject(2);
    assertThat(third.getInt("net")).isZero();
    assertThat(third.getJsonObject("platforms")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT1M, 180", "PT15M, 12", "PT1H, 3"})
  void countsByIntervalsOfAnyLength(String interval, int buckets) throws Exception {
    report(ADD, NOON + MINUTE, "", "a");

    JsonObject statistics =
        statistics("from=2026-01-01T12:00:00Z&to=2026-01-01T15:00:00Z&interval=" + interval);

    assertThat(statistics.getJsonArray("buckets")).hasSize(buckets);
    assertThat(
            statistics.getJsonArray("buckets").getValuesAs(JsonObject.class).stream()
                .mapToInt(bucket -> bucket.getInt("net"))
                .sum())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT1H", "P1D"})
  void countsAllOfTheLastDayWhenNoTimesAreGiven(String interval) throws Exception {
    report(ADD, Instant.now().minus(Duration.ofHours(24)).plusSeconds(600).toEpochMilli(), "", "a");

    JsonObject statistics = statistics("interval=" + interval);

    assertThat(
            statistics.getJsonArray("buckets").getValuesAs(JsonObject.class).stream()
                .mapToInt(bucket -> bucket.getInt("net"))
                .sum())
        .isEqualTo(1);
  }

  @Test
  void countsDaysByTheCalendarOfAZone() throws Exception {
    // 23:59 and midnight in Kathmandu
    report(ADD, Instant.parse("2026-01-01T18:14:00Z").toEpochMilli(), "", "a");
    report(ADD, Instant.parse("2026-01-01T18:15:00Z").toEpochMilli(), "", "b", "c");

    JsonObject statistics =
        statistics(
            "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&interval=P1D&zone=Asia/Kathmandu");

    assertThat(statistics.getString("zone")).isEqualTo("Asia/Kathmandu");
    assertThat(statistics.getString("interval")).isEqualTo("P1D");
    assertThat(statistics.getString("from")).isEqualTo("2026-01-01T00:00:00.000+05:45");
    assertThat(statistics.getString("to")).isEqualTo("2026-01-03T00:00:00.000+05:45");
    assertThat(statistics.getJsonArray("buckets").getValuesAs(JsonObject.class))
        .extracting(bucket -> bucket.getString("from"), bucket -> bucket.getInt("net"))
        .containsExactly(
            tuple("2026-01-01T00:00:00.000+05:45", 1), tuple("2026-01-02T00:00:00.000+05:45", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "P1D, 2026-03-07T12:00:00Z, 2026-03-09T12:00:00Z, 2026-03-07T00:00:00.000-05:00"
        + " 2026-03-08T00:00:00.000-05:00 2026-03-09T00:00:00.000-04:00",
    "P1W, 2026-03-07T12:00:00Z, 2026-03-09T12:00:00Z, 2026-03-02T00:00:00.000-05:00"
        + " 2026-03-09T00:00:00.000-04:00",
    "P1M, 2026-02-28T12:00:00Z, 2026-04-01T03:00:00Z, 2026-02-01T00:00:00.000-05:00"
        + " 2026-03-01T00:00:00.000-05:00"
  })
  void beginsBucketsWithTheOffsetThatTheZoneHas(
      String interval, String from, String to, String buckets) throws Exception {
    JsonObject statistics =
        statistics("zone=America/New_York&interval=" + interval + "&from=" + from + "&to=" + to);

    assertThat(statistics.getJsonArray("buckets").getValuesAs(JsonObject.class))
        .extracting(bucket -> bucket.getString("from"))
        .containsExactly(buckets.split(" "));
  }

  /** The same as that of another zone or an earlier window, and it would be taken for the same. */
  @Test
  void saysThatNothingIsNewOnlyOfTheSameWindowAndZone() throws Exception {
    String now = "api/v1/apps/" + APP + "/statistics?interval=PT1H";
    HttpResponse<String> first = client().get(now, "viewer");
    Instant to = Instant.parse(json(first.body()).getString("to"));
    String anHourAgo =
        now + "&from=" + to.minus(Duration.ofHours(26)) + "&to=" + to.minus(Duration.ofHours(1));
    String tag = first.headers().firstValue("ETag").orElseThrow();
    String earlier = client().get(anHourAgo, "viewer").headers().firstValue("ETag").orElseThrow();
    String elsewhere =
        client()
            .get(now + "&zone=Asia/Shanghai", "viewer")
            .headers()
            .firstValue("ETag")
            .orElseThrow();

    HttpResponse<String> again = client().get(now, "viewer", "If-None-Match", tag);

    assertThat(again.statusCode())
        .isEqualTo(again.headers().firstValue("ETag").equals(Optional.of(tag)) ? 304 : 200);
    for (String other : List.of(earlier, elsewhere)) {
      assertThat(other).isNotEqualTo(tag);
      assertThat(client().get(now, "viewer", "If-None-Match", other).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zone=Asia/Atlantis, zone",
    "zone=asia/shanghai, zone",
    "zone=%2B08:00, zone",
    "zone=, zone",
    "zone=UTC&zone=UTC, zone",
    "interval=P1Y, interval",
    "interval=PT7M, interval",
    "interval=PT30S, interval",
    "interval=P2D, interval",
    "interval=PT1M&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z, from",
    "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, from",
    "until=2026-01-01T00:00:00Z, until"
  })
  void namesTheParameterThatIsNotRight(String query, String name) throws Exception {
    HttpResponse<String> response =
        client().get("api/v1/apps/" + APP + "/statistics?" + query, "viewer");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("The parameter " + name + " ");
  }

  private JsonObject statistics(String query) throws Exception {
    return client().api("apps/" + APP + "/statistics?account=" + encoded(account) + "&" + query);
  }

  /** The operator of all of them is leckie. */
  private void report(String command, long eventTime, String origin, String... subscribers)
      throws Exception {
    assertThat(
            client()
                .callback(
                    signed(APP, CURRENT_TOKEN, command) + origin,
                    body(command, account, eventTime, subscribers))
                .status())
        .isEqualTo(200);
  }
}
