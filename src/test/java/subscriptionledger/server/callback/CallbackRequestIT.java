package subscriptionledger.server.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.callback.ProviderAnswers.OK;
import static subscriptionledger.server.callback.ProviderAnswers.assertOk;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.query;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.server.client.LedgerClient.Recorded;
import subscriptionledger.server.client.RawClient;

/** The HTTP request of a callback: query, headers and length of the body, whatever they are. */
class CallbackRequestIT extends LedgerServer {
  private static final long TIME = 1670574414123L;
  private static final int CHUNKED = 100;
  private static final String CALLBACKS = "ledger_callbacks_total{";

  /** No two tests write about the same account. */
  private final String account = "@TOA#_" + UUID.randomUUID();

  @ParameterizedTest
  @ValueSource(strings = {"SdkAppid", "SdkAppId", "SdkAppID", "SDKAppID"})
  void takesEverySpellingOfTheQuery(String name) throws Exception {
    long before = client().head(APP);
    String query = signed(APP, CURRENT_TOKEN, DELETE).replace("SdkAppid", name);

    assertOk(client().callback(query, body(DELETE, account, TIME, "jared")));

    assertThat(client().entries(APP, before)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/xml",
        "garbage",
        ";;",
        "text/plain; charset=nonsense",
        "a/b/c"
      })
  void demandsNoContentType(String contentType) throws Exception {
    long before = client().head(APP);

    Answer answer =
        client()
            .callback(
                signed(APP, CURRENT_TOKEN, DELETE),
                body(DELETE, account, TIME, "jared"),
                "Content-Type",
                contentType);

    assertOk(answer);
    assertThat(client().entries(APP, before)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Accept", "Accept-Language", "Accept-Charset", "Cookie", "Content-Encoding"})
  void standsHeadersThatAreGarbage(String header) throws Exception {
    long before = client().head(APP);

    Answer answer =
        client()
            .callback(
                signed(APP, CURRENT_TOKEN, DELETE),
                body(DELETE, account, TIME, "jared"),
                header,
                ";;=;;q=x");

    assertOk(answer);
    assertThat(client().entries(APP, before)).hasSize(1);
  }

  @Test
  void standsAQueryThatIsEncodedBadly() throws Exception {
    long before = client().head(APP);
    String body = body(DELETE, account, TIME, "jared");

    String answer =
        new RawClient(client())
            .raw(
                post(signed(APP, CURRENT_TOKEN, DELETE) + "&a=%ff&&=&b", body.length(), ""),
                body.getBytes(UTF_8));

    assertThat(answer).startsWith("HTTP/1.1 200").endsWith(OK);
    assertThat(client().entries(APP, before)).hasSize(1);
  }

  @Test
  void capsABodyThatDoesNotTellItsLength() throws Exception {
    List<Recorded> before = client().recorded();
    byte[] chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(US_ASCII);
    byte[][] chunks = new byte[10][];
    Arrays.fill(chunks, chunk);
    chunks[9] = "0\r\n\r\n".getBytes(US_ASCII);

    String answer =
        new RawClient(client())
            .raw(
                post(signed(APP, CURRENT_TOKEN, DELETE), -1, "Transfer-Encoding: chunked\r\n"),
                chunks);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("\"ErrorCode\":120005");
    assertThat(client().recorded()).isEqualTo(before);
  }

  @Test
  void takesAChunkedBodyThatIsShortEnough() throws Exception {
    long before = client().head(APP);

    assertThat(answerToChunks()).startsWith("HTTP/1.1 200").contains(OK);

    assertThat(client().entries(APP, before)).hasSize(1);
  }

  /** Payara processed one of ten twice, and answered one of a thousand with nothing. */
  @Test
  void processesAChunkedBodyOnce() throws Exception {
    double before = sumOfMetrics(CALLBACKS);
    for (int i = 0; i < CHUNKED; i++) {
      assertThat(answerToChunks()).startsWith("HTTP/1.1 200").contains(OK);
    }
    assertThat(sumOfMetrics(CALLBACKS) - before).isEqualTo(CHUNKED);
  }

  private String answerToChunks() throws Exception {
    String body = body(DELETE, account, TIME, "jared");
    String chunks = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    return new RawClient(client())
        .raw(
            post(signed(APP, CURRENT_TOKEN, DELETE), -1, "Transfer-Encoding: chunked\r\n"),
            chunks.getBytes(US_ASCII));
  }

  @Test
  void recordsNothingOfABodyThatEndsBeforeItsTime() throws Exception {
    List<Recorded> before = client().recorded();
    String body = body(DELETE, account, TIME, "jared");

    for (boolean politely : new boolean[] {true, false}) {
      new RawClient(client())
          .abandoned(
              post(signed(APP, CURRENT_TOKEN, DELETE), body.length() + 100, ""),
              body.getBytes(UTF_8),
              politely);
    }

    assertThat(client().recorded()).isEqualTo(before);
  }

  @Test
  void readsNoFurtherThanTheLengthThatIsTold() throws Exception {
    List<Recorded> before = client().recorded();
    String body = body(DELETE, account, TIME, "jared");

    String answer =
        new RawClient(client())
            .raw(post(signed(APP, CURRENT_TOKEN, DELETE), 2, ""), body.getBytes(UTF_8));

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"ErrorCode\":120004");
    assertThat(client().head(APP)).isEqualTo(before.get(0).head());
  }

  private static String post(String query, int length, String headers) {
    return "POST /subscription-ledger/callback?"
        + query
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + headers
        + (length < 0 ? "" : "Content-Length: " + length + "\r\n")
        + "\r\n";
  }
}
