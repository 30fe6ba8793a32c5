package subscriptionledger.server.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OPEN_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.PREVIOUS_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.query;
import static subscriptionledger.server.client.LedgerClient.signature;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.server.client.LedgerClient.Recorded;

/**
 * The callback as the provider sees it: every row of the table of answers, and what is recorded.
 */
class CallbackIT extends LedgerServer {
  private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";
  private static final long TIME = 1670574414123L;

  /** No two tests write about the same account. */
  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void recordsEachSubscriberOfAnUnsubscription() throws Exception {
    long before = client().head(APP);

    Answer answer =
        client()
            .callback(
                signed(APP, CURRENT_TOKEN, DELETE) + "&ClientIP=203.0.113.7&OptPlatform=RESTAPI",
                body(DELETE, account, TIME, "jared", "leckie"));

    assertOk(answer);
    List<JsonObject> entries = client().entries(APP, before);
    assertThat(entries).hasSize(2);
    JsonObject entry = entries.get(0);
    assertThat(entry.getJsonNumber("app").longValueExact()).isEqualTo(APP);
    assertThat(entry.getJsonNumber("sequence").longValueExact()).isEqualTo(before + 1);
    assertThat(entry.getString("kind")).isEqualTo("UNSUBSCRIBED");
    assertThat(entry.getString("account")).isEqualTo(account);
    assertThat(entry.getString("subscriber")).isEqualTo("jared");
    assertThat(entry.getString("operator")).isEqualTo("leckie");
    assertThat(entry.getString("platform")).isEqualTo("RESTAPI");
    assertThat(entry.getString("clientIp")).isEqualTo("203.0.113.7");
    assertThat(entry.getString("occurredAt")).isEqualTo("2022-12-09T08:26:54.123Z");
    assertThat(Instant.parse(entry.getString("recordedAt")))
        .isAfter(Instant.now().minusSeconds(600));
    assertThat(entry.getString("source")).isEqualTo("CALLBACK");
    assertThat(entry.getJsonNumber("delivery").longValueExact()).isPositive();
    assertThat(entries.get(1).getString("subscriber")).isEqualTo("leckie");
  }

  @Test
  void p2AnswersARepeatWithoutASecondEntry() throws Exception {
    String body = body(DELETE, account, TIME, "jared", "leckie");
    assertOk(client().callback(signed(APP, CURRENT_TOKEN, DELETE), body));
    long head = client().head(APP);

    assertOk(client().callback(signed(APP, PREVIOUS_TOKEN, DELETE), body));

    assertThat(client().head(APP)).isEqualTo(head);
  }

  @ParameterizedTest
  @CsvSource({
    "after-add-subscriber, SUBSCRIBED, 2",
    "after-delete-subscriber, UNSUBSCRIBED, 2",
    "after-create-official-account, ACCOUNT_CREATED, 1",
    "after-official-account-info-changed, ACCOUNT_CHANGED, 1",
    "after-official-account-destroyed, ACCOUNT_DESTROYED, 1",
    "after-official-account-full, ACCOUNT_FULL, 1"
  })
  void recordsEveryNoticeOfTheFamily(String sample, String kind, int entries) throws Exception {
    long before = client().head(OTHER_APP);
    String body = sample(sample).replaceAll("@TOA#[A-Za-z_]*", account);

    assertOk(client().callback(signed(OTHER_APP, OTHER_TOKEN, ""), body));

    assertThat(client().entries(OTHER_APP, before))
        .hasSize(entries)
        .allMatch(entry -> entry.getString("kind").equals(kind))
        .allMatch(entry -> entry.getString("account").equals(account));
  }

  @Test
  void recordsWhatHasChangedOfAnAccount() throws Exception {
    long before = client().head(OTHER_APP);
    String body =
        sample("after-official-account-info-changed").replaceAll("@TOA#[A-Za-z_]*", account);

    assertOk(client().callback(signed(OTHER_APP, OTHER_TOKEN, ""), body));

    JsonObject detail = client().entries(OTHER_APP, before).get(0).getJsonObject("detail");
    assertThat(detail.getString("name")).isEqualTo("NewName");
    assertThat(detail.getString("introduction")).isEqualTo("NewNotification");
    assertThat(detail.getString("faceUrl")).isEqualTo("http://this.is.newface.url");
    assertThat(detail.getString("organization")).isEqualTo("NewOrganization");
    assertThat(detail).doesNotContainKey("owner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SdkAppid", "SdkAppId", "SdkAppID", "SDKAppID"})
  void takesEverySpellingOfTheQuery(String name) throws Exception {
    long before = client().head(APP);
    String query = signed(APP, CURRENT_TOKEN, DELETE).replace("SdkAppid", name);

    assertOk(client().callback(query, body(DELETE, account, TIME, "jared")));

    assertThat(client().entries(APP, before)).hasSize(1);
  }

  @Test
  void recordsForAnAppWhoseNumberNoIntHoldsAndThatHasAuthenticationOff() throws Exception {
    long before = client().head(OPEN_APP);

    assertOk(client().callback(query(OPEN_APP, ADD), body(ADD, account, TIME, "jared", "名前😀")));

    assertThat(client().entries(OPEN_APP, before))
        .extracting(entry -> entry.getString("subscriber"))
        .containsExactly("jared", "名前😀");
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
  void p10WritesWhatItRefusesToTheLogWithoutASecretOrAUsersData() throws Exception {
    long before = logLength();
    String query = signed(APP, CURRENT_TOKEN, DELETE) + "&ClientIP=203.0.113.99&RequestID=5f2c-1";
    String forged = query(APP, DELETE) + "&" + signature("forged-token", Instant.now());

    client().callback(query, body(DELETE, account, TIME, "jared-in-person"));
    client().callback(query, body(DELETE, account, TIME, "jared-in-person") + "x");
    client().callback(forged, body(DELETE, account, TIME, "jared-in-person"));

    assertThat(log(before))
        .doesNotContain("outcome=recorded")
        .contains(
            "callback request=5f2c-1 source=127.0.0.1 app=1400000001 command="
                + DELETE
                + " outcome=quarantined entries=0")
        .containsPattern(
            "callback request=own-\\w+ source=127.0.0.1 app=none command=none outcome=sign_wrong")
        .doesNotContain("jared-in-person", "203.0.113.99", account, CURRENT_TOKEN)
        .doesNotContain(query.replaceAll(".*Sign=([0-9a-f]+).*", "$1"))
        .doesNotContain(forged.replaceAll(".*Sign=([0-9a-f]+).*", "$1"));
  }

  @Test
  void standsAQueryThatIsEncodedBadly() throws Exception {
    long before = client().head(APP);
    String body = body(DELETE, account, TIME, "jared");

    String answer =
        client()
            .raw(
                post(signed(APP, CURRENT_TOKEN, DELETE) + "&a=%ff&&=&b", body.length(), ""),
                body.getBytes(UTF_8));

    assertThat(answer).startsWith("HTTP/1.1 200").endsWith(OK);
    assertThat(client().entries(APP, before)).hasSize(1);
  }

  static Stream<Arguments> refused() {
    String body = body(DELETE, "@TOA#refused", TIME, "jared");
    Instant now = Instant.now();
    String signature = signature(CURRENT_TOKEN, now);
    String sign = signature.substring(0, signature.indexOf('&'));
    String time = signature.substring(signature.indexOf('&') + 1);
    String app = query(APP, DELETE);
    return Stream.of(
        Arguments.of(
            "foreign app", query(1400000009L, DELETE) + "&" + signature, body, 403, 120001),
        Arguments.of("no app, with news", signature, body, 403, 120001),
        Arguments.of("two apps", app + "&SDKAppID=1400000002&" + signature, body, 403, 120001),
        Arguments.of("nothing at all", "", body, 403, 120001),
        Arguments.of("no Sign", app + "&" + time, body, 401, 120002),
        Arguments.of("wrong Sign", app + "&Sign=00&" + time, body, 401, 120002),
        Arguments.of(
            "another app's Sign", app + "&" + signature(OTHER_TOKEN, now), body, 401, 120002),
        Arguments.of("no RequestTime", app + "&" + sign, body, 401, 120003),
        Arguments.of("odd RequestTime", app + "&" + sign + "&RequestTime=now", body, 401, 120003),
        Arguments.of(
            "old RequestTime",
            app + "&" + signature(CURRENT_TOKEN, now.minusSeconds(120)),
            body,
            401,
            120003),
        Arguments.of(
            "future RequestTime",
            app + "&" + signature(CURRENT_TOKEN, now.plusSeconds(120)),
            body,
            401,
            120003),
        Arguments.of("large body", app + "&" + signature, body + " ".repeat(262_144), 413, 120005),
        Arguments.of("large body, unsigned", app, body + " ".repeat(262_144), 401, 120002));
  }

  /** P6, P7, P10. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String what, String query, String body, int status, int errorCode) throws Exception {
    List<Recorded> before = client().recorded();

    Answer answer = client().callback(query, body);

    assertFail(answer, status, errorCode);
    assertThat(answer.body()).doesNotContain("token");
    assertThat(client().recorded()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"})
  void refusesEveryOtherMethodInTheProvidersWords(String method) throws Exception {
    List<Recorded> before = client().recorded();

    Answer answer = client().method(method, signed(APP, CURRENT_TOKEN, DELETE));

    assertFail(answer, 405, 120008);
    assertThat(answer.response().headers().firstValue("Allow")).contains("POST");
    assertThat(client().recorded()).isEqualTo(before);
  }

  @Test
  void servesNoOtherPath() throws Exception {
    Answer answer =
        client()
            .callback(
                "callback/some-secret",
                signed(APP, CURRENT_TOKEN, DELETE),
                body(DELETE, account, TIME, "jared").getBytes(UTF_8));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("Not found.");
  }

  static Stream<Arguments> notForTheLedger() {
    String app = signed(APP, CURRENT_TOKEN, "");
    return Stream.of(
        Arguments.of(
            "the console's check without an app", signature(CURRENT_TOKEN, Instant.now()), "{}"),
        Arguments.of(
            "the console's check with a command", signed(APP, CURRENT_TOKEN, DELETE), "{}"),
        Arguments.of("an alert", app, sample("alert-request-over-limit")),
        Arguments.of("before subscribing", app, sample("before-add-subscriber")),
        Arguments.of("before creating", app, sample("before-create-official-account")),
        Arguments.of(
            "before anything, not understood",
            signed(APP, CURRENT_TOKEN, "OfficialAccount.CallbackBeforeSendMsg"),
            "{oops"),
        Arguments.of(
            "a message withdrawn",
            app,
            "{\"CallbackCommand\":\"OfficialAccount.CallbackAfterMsgWithDraw\"}"),
        Arguments.of("something new", app, "{\"CallbackCommand\":\"Sns.CallbackFriendAdd\"}"),
        Arguments.of("an empty list", app, body(DELETE, "@TOA#empty", TIME)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void notForTheLedger(String what, String query, String body) throws Exception {
    List<Recorded> before = client().recorded();

    assertOk(client().callback(query, body));

    assertThat(client().recorded()).isEqualTo(before);
  }

  @Test
  void countsWhatItDoesNotRecord() throws Exception {
    String counter =
        "ledger_callbacks_total{app=\"1400000002\",command=\"Alert.RequestOverLimit\",outcome=\"ignored\"}";
    double before = counted(counter);

    client().callback(signed(OTHER_APP, OTHER_TOKEN, ""), sample("alert-request-over-limit"));

    assertThat(counted(counter)).isEqualTo(before + 1);
  }

  static Stream<Arguments> notUnderstood() {
    String list = "\"SubscribeAccountList\":[{\"Subscriber_Account\":\"jared\"}]";
    String start = "{\"CallbackCommand\":\"" + DELETE + "\",\"Official_Account\":\"@TOA#q\",";
    String end = ",\"EventTime\":1670574414123}";
    return Stream.of(
        Arguments.of("empty", bytes("")),
        Arguments.of("not JSON", bytes("{oops")),
        Arguments.of("not UTF-8", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}),
        Arguments.of("UTF-16", "{}".getBytes(UTF_16LE)),
        Arguments.of("NUL", bytes(start + list + ",\"a\":\"\\u0000\"" + end)),
        Arguments.of("a raw NUL", bytes("\0")),
        Arguments.of("half a pair", bytes(start + list + ",\"a\":\"\\ud800\"" + end)),
        Arguments.of("a name twice", bytes(start + list + "," + list + end)),
        Arguments.of("trailing garbage", bytes(start + list + end + "x")),
        Arguments.of("a nesting bomb", bytes("[".repeat(100_000))),
        Arguments.of("a number bomb", bytes(start + list + ",\"a\":1e999999999" + end)),
        Arguments.of("no EventTime", bytes(start + list + "}")),
        Arguments.of("EventTime in seconds", bytes(start + list + ",\"EventTime\":1670574414}")),
        Arguments.of("EventTime far ahead", bytes(start + list + ",\"EventTime\":4102444800000}")),
        Arguments.of("EventTime beyond long", bytes(start + list + ",\"EventTime\":1e40}")),
        Arguments.of("no account", bytes("{\"CallbackCommand\":\"" + DELETE + "\"," + list + end)),
        Arguments.of("no list", bytes(start + "\"a\":1" + end)),
        Arguments.of("another command", bytes(start.replace("Delete", "Add") + list + end)));
  }

  /** P7: an authentic callback that cannot be understood is kept, because it is not sent again. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void notUnderstood(String what, byte[] body) throws Exception {
    List<JsonObject> before = client().quarantine(APP);
    long head = client().head(APP);
    String query = signed(APP, CURRENT_TOKEN, DELETE) + "&RequestID=" + UUID.randomUUID();

    Answer answer = client().callback("callback", query, body);

    assertFail(answer, 400, 120004);
    assertThat(client().head(APP)).isEqualTo(head);
    List<JsonObject> quarantine = client().quarantine(APP);
    assertThat(quarantine).hasSize(before.size() + 1);
    JsonObject kept = quarantine.get(before.size());
    assertThat(Base64.getDecoder().decode(kept.getString("body"))).isEqualTo(body);
    assertThat(kept.getString("query"))
        .contains("RequestID=", "RequestTime=")
        .doesNotContainIgnoringCase("Sign=");
    assertThat(answer.body()).contains(kept.getString("reason"));
  }

  @Test
  void keepsTheGoodElementsOfAListAndQuarantinesTheCallback() throws Exception {
    long head = client().head(APP);
    int quarantined = client().quarantine(APP).size();
    String body =
        body(DELETE, account, TIME, "jared", "penn")
            .replace("{\"Subscriber_Account\":\"penn\"}", "{},{\"Subscriber_Account\":\"penn\"}");

    Answer answer = client().callback(signed(APP, CURRENT_TOKEN, DELETE), body);

    assertFail(answer, 400, 120004);
    assertThat(answer.body()).contains("these have no valid Subscriber_Account: 2.");
    assertThat(client().entries(APP, head))
        .extracting(entry -> entry.getString("subscriber"))
        .containsExactly("jared", "penn");
    assertThat(client().quarantine(APP)).hasSize(quarantined + 1);
  }

  static Stream<Arguments> improperButClear() {
    String list = "[{\"Subscriber_Account\":\"jared\"}]";
    String time = "1670574414120";
    return Stream.of(
        Arguments.of("an empty operator", "\"\"", list, time),
        Arguments.of("an operator that is a number", "7", list, time),
        Arguments.of("no operator", "null", list, time),
        Arguments.of("a long operator", '"' + "x".repeat(300) + '"', list, time),
        Arguments.of("an operator of two lines", "\"a\\nb\"", list, time),
        Arguments.of(
            "a list that is its element", "\"\"", "{\"Subscriber_Account\":\"jared\"}", time),
        Arguments.of("a list of plain ids", "\"\"", "[\"jared\"]", time),
        Arguments.of("an instant with a decimal point", "\"\"", list, "1670574414120.0"),
        Arguments.of("an instant with an exponent", "\"\"", list, "1.67057441412E12"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void improperButClear(String what, String operator, String list, String time) throws Exception {
    long before = client().head(APP);
    String body =
        "\ufeff{\"CallbackCommand\":\"%s\",\"Official_Account\":\"%s\",\"Operator_Account\":%s,"
                .formatted(DELETE, account, operator)
            + "\"SubscribeAccountList\":%s,\"EventTime\":%s}".formatted(list, time);

    assertOk(client().callback(signed(APP, CURRENT_TOKEN, DELETE), body));

    List<JsonObject> entries = client().entries(APP, before);
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).getString("account")).isEqualTo(account);
    assertThat(entries.get(0).getString("subscriber")).isEqualTo("jared");
    assertThat(entries.get(0).getString("occurredAt")).isEqualTo("2022-12-09T08:26:54.120Z");
    assertThat(entries.get(0)).doesNotContainKey("operator");
  }

  @Test
  void capsABodyThatDoesNotTellItsLength() throws Exception {
    List<Recorded> before = client().recorded();
    byte[] chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(US_ASCII);
    byte[][] chunks = new byte[10][];
    Arrays.fill(chunks, chunk);
    chunks[9] = "0\r\n\r\n".getBytes(US_ASCII);

    String answer =
        client()
            .raw(
                post(signed(APP, CURRENT_TOKEN, DELETE), -1, "Transfer-Encoding: chunked\r\n"),
                chunks);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("\"ErrorCode\":120005");
    assertThat(client().recorded()).isEqualTo(before);
  }

  @Test
  void takesAChunkedBodyThatIsShortEnough() throws Exception {
    long before = client().head(APP);
    String body = body(DELETE, account, TIME, "jared");
    String chunks = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";

    String answer =
        client()
            .raw(
                post(signed(APP, CURRENT_TOKEN, DELETE), -1, "Transfer-Encoding: chunked\r\n"),
                chunks.getBytes(US_ASCII));

    assertThat(answer).startsWith("HTTP/1.1 200").contains(OK);
    assertThat(client().entries(APP, before)).hasSize(1);
  }

  @Test
  void recordsNothingOfABodyThatEndsBeforeItsTime() throws Exception {
    List<Recorded> before = client().recorded();
    String body = body(DELETE, account, TIME, "jared");

    client()
        .abandoned(
            post(signed(APP, CURRENT_TOKEN, DELETE), body.length() + 100, ""),
            body.getBytes(UTF_8));

    assertThat(client().recorded()).isEqualTo(before);
  }

  @Test
  void readsNoFurtherThanTheLengthThatIsTold() throws Exception {
    List<Recorded> before = client().recorded();
    String body = body(DELETE, account, TIME, "jared");

    String answer =
        client().raw(post(signed(APP, CURRENT_TOKEN, DELETE), 2, ""), body.getBytes(UTF_8));

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

  private double counted(String counter) throws Exception {
    return client()
        .get("metrics", null)
        .body()
        .lines()
        .filter(line -> line.startsWith(counter))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static void assertOk(Answer answer) {
    assertThat(answer.body()).isEqualTo(OK);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  private static void assertFail(Answer answer, int status, int errorCode) {
    assertThat(answer.body())
        .matches(
            "\\{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"[A-Z][^\"]+\\.\",\"ErrorCode\":"
                + errorCode
                + "}");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String sample(String name) {
    try (InputStream in = CallbackIT.class.getResourceAsStream("/callbacks/" + name + ".json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
