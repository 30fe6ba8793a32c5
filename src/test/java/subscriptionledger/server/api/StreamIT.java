package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.encoded;
import static subscriptionledger.server.client.LedgerClient.json;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.SseReader;

/** The entries as a reader follows them by a stream of server-sent events. */
class StreamIT extends LedgerServer {
  private static final long T1 = Instant.parse("2026-01-01T00:00:01.000Z").toEpochMilli();
  private static final String ENTRIES = "apps/" + APP + "/entries";

  private final String account = "@TOA#_" + UUID.randomUUID();
  private final String ofAccount = "account=" + encoded(account);

  @Test
  void p3GoesOnWithAStreamWhereItWasLeft() throws Exception {
    long before = client().head(APP);
    report(ADD, account, T1, "a", "b", "c");

    try (SseReader stream =
        new SseReader(client(), ENTRIES + "/stream", "Last-Event-ID", "" + (before + 1))) {
      assertThat(stream.next().id()).isEqualTo(before + 2);
      SseReader.Event event = stream.next();
      assertThat(event.id()).isEqualTo(before + 3);
      assertThat(json(event.data()).getString("subscriber")).isEqualTo("c");
    }
  }

  @Test
  void streamsOnlyWhatTheFilterAccepts() throws Exception {
    long before = client().head(APP);
    report(ADD, account, T1, "a", "b");
    report(DELETE, account, T1, "b");

    try (SseReader stream =
        new SseReader(
            client(), ENTRIES + "/stream?kind=unsubscribed&" + ofAccount + "&after=" + before)) {
      assertThat(stream.next().id()).isEqualTo(before + 3);
    }
  }

  @Test
  void streamsWhatIsNewWhenNothingElseIsAskedFor() throws Exception {
    report(ADD, account, T1, "old");

    try (SseReader stream = new SseReader(client(), ENTRIES + "/stream?" + ofAccount)) {
      report(ADD, account, T1, "new");
      assertThat(json(stream.next().data()).getString("subscriber")).isEqualTo("new");
    }
  }

  @ParameterizedTest
  @CsvSource({"kind=other, kind", "limit=3, limit", "after=x, after"})
  void opensNoStreamForAQuestionThatIsNotRight(String query, String name) throws Exception {
    HttpResponse<String> response =
        client().get("api/v1/" + ENTRIES + "/stream?" + query, "viewer");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.body()).contains("The parameter " + name + " ");
  }

  @Test
  void answersHeadAsTheStreamWouldBegin() throws Exception {
    String path = "api/v1/" + ENTRIES + "/stream";

    HttpResponse<String> head = client().request("HEAD", path, "viewer");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(head.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(client().request("HEAD", path + "?kind=other", "viewer").statusCode())
        .isEqualTo(400);
    HttpResponse<String> post = client().request("POST", path, "viewer");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void takesAnEmptyLastEventIdForNone() throws Exception {
    long before = client().head(APP);
    report(ADD, account, T1, "a");

    try (SseReader stream =
        new SseReader(client(), ENTRIES + "/stream?after=" + before, "Last-Event-ID", "")) {
      assertThat(stream.next().id()).isEqualTo(before + 1);
    }
  }

  @Test
  void opensNoStreamForSomebodyWithoutARole() throws Exception {
    assertThat(client().get("api/v1/" + ENTRIES + "/stream", null).statusCode()).isEqualTo(401);
    assertThat(client().get("api/v1/" + ENTRIES + "/stream", "nobody").statusCode()).isEqualTo(403);
    assertThat(client().get("api/v1/apps/1400000009/entries/stream", "viewer").statusCode())
        .isEqualTo(404);
  }
}
