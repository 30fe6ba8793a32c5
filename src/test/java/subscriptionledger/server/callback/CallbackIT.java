package subscriptionledger.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.callback.ProviderAnswers.assertOk;
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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.server.client.LedgerClient.Recorded;

/** The callback as the provider sees it: what is recorded, and what is answered OK. */
@Tag("basic")
class CallbackIT extends LedgerServer {
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

  @Test
  void recordsForAnAppWhoseNumberNoIntHoldsAndThatHasAuthenticationOff() throws Exception {
    long before = client().head(OPEN_APP);

    assertOk(client().callback(query(OPEN_APP, ADD), body(ADD, account, TIME, "jared", "名前😀")));

    assertThat(client().entries(OPEN_APP, before))
        .extracting(entry -> entry.getString("subscriber"))
        .containsExactly("jared", "名前😀");
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
    double before = sumOfMetrics(counter);

    client().callback(signed(OTHER_APP, OTHER_TOKEN, ""), sample("alert-request-over-limit"));

    assertThat(sumOfMetrics(counter)).isEqualTo(before + 1);
  }

  private static String sample(String name) {
    try (InputStream in = CallbackIT.class.getResourceAsStream("/callbacks/" + name + ".json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
