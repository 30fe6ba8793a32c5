package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.encoded;
import static subscriptionledger.server.client.LedgerClient.segment;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient;

/** Entries and states as files. */
class ExportIT extends LedgerServer {
  private static final long T1 = Instant.parse("2026-01-01T00:00:01.000Z").toEpochMilli();
  private static final String ODD = "=cmd|' \"/C calc\"'!A0 😀,\t";

  private final String account = "@TOA#_" + UUID.randomUUID();
  private final String entries = "api/v1/apps/" + APP + "/entries?account=" + encoded(account);
  private final String subscriptions =
      "api/v1/apps/" + APP + "/accounts/" + segment(account) + "/subscriptions";

  @Test
  void writesEntriesAsCsvThatNoSpreadsheetTakesForAFormula() throws Exception {
    report(ADD, account, T1, "jared", ODD);

    HttpResponse<String> file = client().get(entries, "viewer", "Accept", "text/csv");

    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .isEqualTo("attachment; filename=\"entries-" + APP + ".csv\"");
    assertThat(file.headers().firstValue("Cache-Control").orElse("")).isEqualTo("no-store");
    List<String> lines = List.of(file.body().split("\r\n", -1));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("\"app\",\"sequence\",\"kind\",\"account\",\"subscriber\"");
    assertThat(lines.get(1)).contains("\"SUBSCRIBED\",\"'" + account + "\",\"jared\"");
    assertThat(lines.get(2)).contains(",\"'" + ODD.replace("\"", "\"\"") + "\",");
    assertThat(lines.get(3)).isEmpty();
  }

  @Test
  void beginsCsvWithAByteOrderMarkForExcelIfAskedTo() throws Exception {
    report(ADD, account, T1, "jared");

    for (String path : List.of(entries + "&", subscriptions + "?")) {
      String plain = client().get(path + "bom=false", "viewer", "Accept", "text/csv").body();
      String marked = client().get(path + "bom=true", "viewer", "Accept", "text/csv").body();

      assertThat(plain).startsWith("\"app\",").isEqualTo(csv(path));
      assertThat(marked).isEqualTo("\uFEFF" + plain);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true, requires Accept: text/csv",
    "application/x-ndjson, true, requires Accept: text/csv",
    "text/csv, 1, must be true or false",
    "application/json, 1, must be true or false"
  })
  void refusesAByteOrderMarkThatNobodyCanHave(String type, String bom, String detail)
      throws Exception {
    for (String path : List.of(entries + "&", subscriptions + "?")) {
      HttpResponse<String> answer = client().get(path + "bom=" + bom, "viewer", "Accept", type);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("The parameter bom " + detail);
    }
  }

  private String csv(String path) throws Exception {
    return client()
        .get(path.substring(0, path.length() - 1), "viewer", "Accept", "text/csv")
        .body();
  }

  @Test
  void writesEntriesAsLinesOfJsonWithACursorAtTheEnd() throws Exception {
    report(ADD, account, T1, "jared", ODD);

    HttpResponse<String> file = client().get(entries, "viewer", "Accept", "application/x-ndjson");
    List<JsonObject> lines = lines(file);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).getString("subscriber")).isEqualTo(ODD);
    long next = lines.get(2).getJsonNumber("next").longValueExact();
    assertThat(next).isEqualTo(lines.get(2).getJsonNumber("head").longValueExact());

    report(ADD, account, T1, "leckie");
    List<JsonObject> more =
        lines(client().get(entries + "&after=" + next, "viewer", "Accept", "application/x-ndjson"));
    assertThat(more).hasSize(2);
    assertThat(more.get(0).getString("subscriber")).isEqualTo("leckie");
  }

  @Test
  void writesNoMoreThanItWasAskedFor() throws Exception {
    report(ADD, account, T1, "a", "b", "c");

    List<JsonObject> lines =
        lines(client().get(entries + "&limit=2", "viewer", "Accept", "application/x-ndjson"));

    assertThat(lines).hasSize(3);
    assertThat(lines.get(2).getJsonNumber("next").longValueExact())
        .isEqualTo(lines.get(1).getJsonNumber("sequence").longValueExact());
  }

  @Test
  void writesStatesAsCsvAndAsLinesOfJson() throws Exception {
    report(ADD, account, T1, "jared", ODD);

    HttpResponse<String> csv = client().get(subscriptions, "viewer", "Accept", "text/csv");
    List<JsonObject> lines =
        lines(client().get(subscriptions, "viewer", "Accept", "application/x-ndjson"));

    assertThat(csv.body().split("\r\n", -1)).hasSize(4);
    assertThat(csv.body()).contains(",\"'" + ODD.replace("\"", "\"\"") + "\",\"SUBSCRIBED\"");
    assertThat(lines).hasSize(3);
    assertThat(lines.subList(0, 2))
        .extracting(line -> line.getString("subscriber"))
        .containsExactlyInAnyOrder("jared", ODD);
  }

  @Test
  void writesAllStatesAsOfOneHeadThoughCallbacksGoOn() throws Exception {
    report(
        ADD, account, T1, IntStream.range(0, 1_200).mapToObj(i -> "m" + i).toArray(String[]::new));
    AtomicBoolean enough = new AtomicBoolean();
    FutureTask<Integer> callbacks = new FutureTask<>(() -> reportUntil(enough));
    new Thread(callbacks).start();

    List<List<JsonObject>> files = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        files.add(lines(client().get(subscriptions, "viewer", "Accept", "application/x-ndjson")));
      }
    } finally {
      enough.set(true);
    }
    assertThat(callbacks.get()).isPositive();

    List<JsonObject> all = lines(client().get(entries, "viewer", "Accept", "application/x-ndjson"));
    for (List<JsonObject> file : files) {
      long head = file.get(file.size() - 1).getJsonNumber("head").longValueExact();
      Map<String, String> states = new TreeMap<>();
      all.subList(0, all.size() - 1).stream()
          .filter(entry -> entry.getJsonNumber("sequence").longValueExact() <= head)
          .forEach(entry -> states.put(entry.getString("subscriber"), state(entry, "kind")));
      assertThat(file.subList(0, file.size() - 1))
          .extracting(line -> line.getString("subscriber") + " " + state(line, "status"))
          .containsExactlyInAnyOrderElementsOf(
              states.entrySet().stream().map(it -> it.getKey() + " " + it.getValue()).toList());
    }
  }

  private static String state(JsonObject line, String kind) {
    return line.getString(kind) + " " + line.getJsonNumber("sequence");
  }

  /** The first user, the last, and a new one between them leave and come, again and again. */
  private int reportUntil(AtomicBoolean enough) throws Exception {
    int callbacks = 0;
    while (!enough.get()) {
      callbacks++;
      report(callbacks % 2 == 0 ? ADD : DELETE, account, T1 + callbacks, "a", "n" + callbacks, "z");
    }
    return callbacks;
  }

  private static List<JsonObject> lines(HttpResponse<String> file) {
    assertThat(file.statusCode()).isEqualTo(200);
    return file.body().lines().map(LedgerClient::json).toList();
  }
}
