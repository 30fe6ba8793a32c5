package subscriptionledger.server.failure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.query;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.WithoutScripts;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.LedgerClient.Recorded;
import subscriptionledger.server.client.RawClient;
import subscriptionledger.server.failure.SlowClients.Manner;

/** P8: clients that do not read, or do not send, never take a thread that callbacks need. */
@WithoutScripts
class SlowClientsIT extends LedgerServer {
  /** More than any server has threads for requests. */
  private static final int CLIENTS = Integer.getInteger("slow.clients", 100);

  /** The clients' requests fill the connections by then, and would have taken the threads. */
  private static final long UNTIL_THEY_ARE_STUCK_MILLIS = 1_500;

  /** A server without a thread answers nothing at all; one that is only busy does by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  /** By then, every server has worked off what the clients sent when they came. */
  private static final Duration PATIENCE_AT_FIRST = Duration.ofMinutes(2);

  private static final int CALLBACKS = Integer.getInteger("slow.callbacks", 5);

  /**
   * How many requests a client that reads nothing sends on a connection. Their responses are more
   * than the server can send to somebody who does not read.
   */
  private static final int AHEAD = Integer.getInteger("slow.ahead", 200);

  /** What no server takes for a request (RFC 9112, 2.2). It tells the client who has hung up. */
  private static final byte[] EMPTY_LINE = "\r\n".getBytes(ISO_8859_1);

  private static final String ANY = body(DELETE, "@TOA#slow", 1670574414123L, "jared");
  private static final byte[] NOTHING = {};
  private static final String LEDGER = "/subscription-ledger";

  static Stream<Arguments> clients() {
    String entries = "/api/v1/apps/" + APP + "/entries";
    String viewer = "Authorization: " + LedgerClient.authorization("viewer", "viewer") + "\r\n";
    return Stream.of(
        Arguments.of("the document of the API", unread(get("/openapi.json", ""))),
        Arguments.of("health", unread(get("/health/ready", ""))),
        Arguments.of("metrics", unread(get("/metrics", ""))),
        Arguments.of("what is nowhere", unread(get("/nowhere", ""))),
        Arguments.of("what takes a password", unsent(get(entries, "").repeat(AHEAD))),
        Arguments.of("pages", unread(get(entries + "?limit=1000", viewer))),
        Arguments.of("short pages", unread(get(entries + "?limit=1", viewer))),
        Arguments.of("long polls", unread(get(entries + "?wait=PT1S", viewer))),
        Arguments.of("streams", unread(get(entries + "/stream?after=0", viewer))),
        Arguments.of("exports", unread(get(entries, viewer + "Accept: text/csv\r\n"))),
        Arguments.of("forged callbacks", unread(forged("Content-Length: 0"))),
        Arguments.of("callbacks", unread(callback("Content-Length: " + ANY.length()) + ANY)),
        Arguments.of("no body", unsent(callback("Content-Length: 1000"))),
        Arguments.of("half a chunk", unsent(callback("Transfer-Encoding: chunked") + "5\r\n{")),
        Arguments.of("a body by bytes", slow(callback("Content-Length: 100000"))),
        Arguments.of("no body, forged", unsent(forged("Content-Length: 1000"))),
        Arguments.of(
            "no body of a question", unsent(get("/health/ready", "Content-Length: 9\r\n"))),
        Arguments.of("no body of nobody", unsent(get(entries, "Content-Length: 9\r\n"))),
        Arguments.of("no body of a viewer", unsent(get(entries, viewer + "Content-Length: 9\r\n"))),
        Arguments.of("half a head", slow("GET " + LEDGER + "/health/live HTTP/1.1\r\nX: ")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void p8AnswersCallbacksWhateverSlowClientsHoldBack(String what, Manner manner) throws Exception {
    long head = client().head(APP);
    String account = "@TOA#_" + UUID.randomUUID();

    List<Integer> answers = new ArrayList<>();
    List<Long> millis = new ArrayList<>();
    try (SlowClients slow = new SlowClients(root(), CLIENTS, manner)) {
      Thread.sleep(UNTIL_THEY_ARE_STUCK_MILLIS);
      sent(ANY, PATIENCE_AT_FIRST);
      for (int i = 0; i < CALLBACKS; i++) {
        long began = System.nanoTime();
        answers.add(sent(body(DELETE, account, 1670574414123L + i, "jared"), PATIENCE));
        millis.add((System.nanoTime() - began) / 1_000_000);
      }
      assertThat(slow.connections()).isGreaterThanOrEqualTo(CLIENTS);
    }

    millis.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%d clients, %s: %d callbacks, median %d ms, p99 %d ms, slowest %d ms%n",
        CLIENTS,
        what,
        CALLBACKS,
        millis.get(CALLBACKS / 2),
        millis.get(CALLBACKS * 99 / 100),
        millis.get(CALLBACKS - 1));
    assertThat(answers).hasSize(CALLBACKS).containsOnly(200);
    waitUntilTheServerHasTimeAgain();
    assertThat(client().entries(APP, head))
        .filteredOn(entry -> entry.getString("account").equals(account))
        .hasSize(CALLBACKS);
  }

  @Test
  void aBodyThatComesTooLateIsAnsweredAndNotRecorded() throws Exception {
    List<Recorded> before = client().recorded();

    LedgerClient client = client();
    CompletableFuture<String> chunked =
        CompletableFuture.supplyAsync(
            () -> unfinished(client, callback("Transfer-Encoding: chunked") + "5\r\n{"));
    CompletableFuture<String> measured =
        CompletableFuture.supplyAsync(
            () -> unfinished(client, callback("Content-Length: 1000") + "{"));

    for (CompletableFuture<String> answer : List.of(chunked, measured)) {
      assertThat(answer.get())
          .startsWith("HTTP/1.1 400")
          .endsWith(
              "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"The request could not be read.\",\"ErrorCode\":120009}");
    }
    assertThat(client().recorded()).isEqualTo(before);
  }

  private static String unfinished(LedgerClient client, String beginning) {
    try {
      return new RawClient(client).raw(beginning);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a connection of its own: who has the answers of others kept open is not asked. */
  private static int sent(String body, Duration patience) throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (int tries = 1; ; tries++) {
      URI url = root().resolve("callback?" + signed(APP, CURRENT_TOKEN, DELETE));
      HttpRequest request =
          HttpRequest.newBuilder(url).timeout(patience).POST(BodyPublishers.ofString(body)).build();
      HttpResponse<String> response;
      try {
        response = http.send(request, BodyHandlers.ofString());
      } catch (HttpTimeoutException e) {
        throw new AssertionError("the server has no thread for a callback", e);
      }
      // A machine that is busy with the clients' requests may record too late, and says so.
      if (response.statusCode() != 503 || tries == 5) {
        return response.statusCode();
      }
    }
  }

  /** What was sent ahead is worked off; nobody else is to wait for it. */
  @AfterEach
  void waitUntilTheServerHasTimeAgain() throws Exception {
    Await.until(
        "a callback and a reader are answered",
        Duration.ofMinutes(2),
        () ->
            sent(ANY, PATIENCE) == 200
                && client().get("api/v1/apps/" + APP + "/entries?limit=1", "viewer").statusCode()
                    == 200);
  }

  private static Manner unread(String request) {
    return new Manner(request.repeat(AHEAD).getBytes(ISO_8859_1), EMPTY_LINE);
  }

  private static Manner unsent(String start) {
    return new Manner(start.getBytes(ISO_8859_1), NOTHING);
  }

  private static Manner slow(String start) {
    return new Manner(start.getBytes(ISO_8859_1), " ".getBytes(ISO_8859_1));
  }

  private static String get(String path, String headers) {
    return "GET " + LEDGER + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static String callback(String header) {
    return post(signed(APP, CURRENT_TOKEN, DELETE), header);
  }

  private static String forged(String header) {
    return post(query(APP, DELETE), header);
  }

  private static String post(String query, String header) {
    return "POST %s/callback?%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
        .formatted(LEDGER, query, header);
  }
}
