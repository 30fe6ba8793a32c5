package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.encoded;
import static subscriptionledger.server.client.LedgerClient.json;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subscriptionledger.server.LedgerServer;

/** The entries as a reader follows them: by pages, and by waiting. */
class FeedIT extends LedgerServer {
  private static final long T1 = Instant.parse("2026-01-01T00:00:01.000Z").toEpochMilli();
  private static final String ENTRIES = "apps/" + APP + "/entries";

  private final String account = "@TOA#_" + UUID.randomUUID();
  private final String ofAccount = "account=" + encoded(account);

  @ParameterizedTest
  @CsvSource({
    "kind=subscribed, jared leckie",
    "kind=unsubscribed, jared",
    "kind=subscribed|unsubscribed, jared leckie jared",
    "subscriber=jared, jared jared",
    "subscriber=jared&kind=unsubscribed, jared",
    "from=2026-01-01T00:00:01.001Z, jared",
    "to=2026-01-01T00:00:01.001Z, jared leckie",
    "from=2026-01-01T00:00:01.000001Z, jared",
    "to=2026-01-01T00:00:01.000001Z, jared leckie",
    "kind=account_full, ''",
    "limit=2, jared leckie"
  })
  void findsWhatTheFilterAccepts(String filter, String subscribers) throws Exception {
    report(ADD, account, T1, "jared", "leckie");
    report(DELETE, account, T1 + 1, "jared");

    JsonObject page = client().api(ENTRIES + "?" + ofAccount + "&" + filter.replace('|', ','));

    assertThat(String.join(" ", subscribers(page))).isEqualTo(subscribers);
  }

  @Test
  void p3GivesPagesBackwards() throws Exception {
    report(ADD, account, T1, "a", "b", "c");
    long head = client().head(APP);

    JsonObject first = client().api(ENTRIES + "?order=desc&limit=2");
    JsonObject second = client().api(ENTRIES + "?order=desc&limit=1&after=" + first.getInt("next"));

    assertThat(sequences(first)).containsExactly(head, head - 1);
    assertThat(first.getInt("next")).isEqualTo(head - 1);
    assertThat(sequences(second)).containsExactly(head - 2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "'&from=2026-01-01T00:00:01.001Z', 1",
    "'&from=2026-01-01T00:00:01.001Z', 100",
    "'&subscriber=a', 1",
    "'&from=2199-01-01T00:00:00Z', 1",
    "'&to=2010-01-01T00:00:00Z', 1"
  })
  void p3GivesTheSameEntriesInBothOrdersAndComesToAnEnd(String filter, int limit) throws Exception {
    report(ADD, account, T1, "a", "b");
    report(DELETE, account, T1 + 1, "a", "b");
    String question = "&limit=" + limit + "&" + ofAccount + filter;

    List<Long> forwards = sequencesOfAllPages("?order=asc" + question);
    List<Long> backwards = sequencesOfAllPages("?order=desc" + question);

    assertThat(backwards.stream().sorted()).containsExactlyElementsOf(forwards);
    assertThat(sequences(client().api(ENTRIES + "?order=desc&after=0" + question))).isEmpty();
  }

  /** As a client finds them that goes from page to page until there is no next one. */
  private List<Long> sequencesOfAllPages(String query) throws Exception {
    List<Long> all = new ArrayList<>();
    String next = "api/v1/" + ENTRIES + query;
    for (int pages = 0; next != null; pages++) {
      assertThat(pages).as("pages of " + query).isLessThan(500);
      HttpResponse<String> page = client().get(next, "viewer");
      assertThat(page.statusCode()).isEqualTo(200);
      all.addAll(sequences(json(page.body())));
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(link.indexOf("/api/v1/") + 1, link.indexOf('>')))
              .orElse(null);
    }
    return all;
  }

  @Test
  void leadsToTheNextPageAndNoFurther() throws Exception {
    report(ADD, account, T1, "a", "b");
    long head = client().head(APP);

    HttpResponse<String> page =
        client().get("api/v1/" + ENTRIES + "?limit=1&after=" + (head - 2), "viewer");
    HttpResponse<String> last =
        client().get("api/v1/" + ENTRIES + "?limit=1&after=" + (head - 1), "viewer");

    assertThat(page.headers().firstValue("Link").orElse(""))
        .contains("after=" + (head - 1))
        .contains("rel=\"next\"");
    assertThat(last.headers().firstValue("Link")).isEmpty();
  }

  @Test
  void saysWhenNothingIsNew() throws Exception {
    report(ADD, account, T1, "a");
    String path = "api/v1/" + ENTRIES + "?" + ofAccount;

    String tag = client().get(path, "viewer").headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> same = client().get(path, "viewer", "If-None-Match", tag);
    report(ADD, account, T1, "b");
    HttpResponse<String> other = client().get(path, "viewer", "If-None-Match", tag);

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(subscribers(json(other.body()))).containsExactly("a", "b");
  }

  @Test
  void showsOneEntry() throws Exception {
    report(ADD, account, T1, "jared");
    long head = client().head(APP);

    JsonObject entry = client().api(ENTRIES + "/" + head);

    assertThat(entry.getString("subscriber")).isEqualTo("jared");
    assertThat(entry.getString("occurredAt")).isEqualTo("2026-01-01T00:00:01.000Z");
    assertThat(client().get("api/v1/" + ENTRIES + "/" + (head + 1_000_000), "viewer").statusCode())
        .isEqualTo(404);
  }

  @Test
  void answersHeadAsGetWithoutABody() throws Exception {
    HttpResponse<String> head = client().request("HEAD", "api/v1/" + ENTRIES, "viewer");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("ETag")).isPresent();
    assertThat(head.body()).isEmpty();
  }

  @Test
  void waitsUntilThereIsSomething() throws Exception {
    long before = client().head(APP);
    CompletableFuture<JsonObject> waiting =
        CompletableFuture.supplyAsync(
            () -> api(ENTRIES + "?wait=PT60S&" + ofAccount + "&after=" + before));
    report(ADD, "@TOA#_another", T1, "x" + account);
    report(ADD, account, T1, "jared");

    assertThat(subscribers(waiting.get())).containsExactly("jared");
  }

  @Test
  void waitsNoLongerThanItWasAskedTo() throws Exception {
    long before = client().head(APP);

    JsonObject page = client().api(ENTRIES + "?wait=PT0.2S&" + ofAccount + "&after=" + before);

    assertThat(page.getJsonArray("entries")).isEmpty();
    assertThat(page.getInt("next")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "wait=PT61S, wait",
    "wait=soon, wait",
    "wait=PT1S&order=desc, wait",
    "order=up, order",
    "kind=other, kind",
    "from=yesterday, from",
    "to=2026-01-01, to"
  })
  void namesTheParameterThatIsNotRight(String query, String name) throws Exception {
    HttpResponse<String> response = client().get("api/v1/" + ENTRIES + "?" + query, "viewer");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("The parameter " + name + " ");
  }

  private JsonObject api(String path) {
    try {
      return client().api(path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> subscribers(JsonObject page) {
    return page.getJsonArray("entries").getValuesAs(JsonObject.class).stream()
        .map(entry -> entry.getString("subscriber"))
        .toList();
  }

  private static List<Long> sequences(JsonObject page) {
    return page.getJsonArray("entries").getValuesAs(JsonObject.class).stream()
        .map(entry -> entry.getJsonNumber("sequence").longValueExact())
        .toList();
  }
}
