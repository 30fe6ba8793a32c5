package subscriptionledger.server.callback;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.callback.ProviderAnswers.assertFail;
import static subscriptionledger.server.callback.ProviderAnswers.assertOk;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.query;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient.Answer;

/** Bodies that are not understood, or that break a rule of the provider and are clear. */
class CallbackContentIT extends LedgerServer {
  private static final long TIME = 1670574414123L;

  /** No two tests write about the same account. */
  private final String account = "@TOA#_" + UUID.randomUUID();

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

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
