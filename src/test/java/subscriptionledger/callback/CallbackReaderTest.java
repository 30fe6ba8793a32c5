package subscriptionledger.callback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.callback.SampleCallback.ACCOUNT;
import static subscriptionledger.callback.SampleCallback.APP;
import static subscriptionledger.callback.SampleCallback.DELETE;
import static subscriptionledger.callback.SampleCallback.LIST;
import static subscriptionledger.callback.SampleCallback.TIME;
import static subscriptionledger.callback.SampleCallback.body;
import static subscriptionledger.callback.SampleCallback.read;
import static subscriptionledger.callback.SampleCallback.understood;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;

/** The interpretation of a callback, and what is left out of an improper one. */
class CallbackReaderTest {
  @Test
  void readsAnUnsubscription() {
    Interpretation interpretation =
        read(
            "CallbackCommand=" + DELETE + "&ClientIP=203.0.113.7&OptPlatform=iOS",
            """
            {"CallbackCommand":"OfficialAccount.CallbackAfterDeleteSubscriber",
             "Official_Account":"@TOA#a","Operator_Account":"leckie",
             "SubscribeAccountList":[{"Subscriber_Account":"jared"},{"Subscriber_Account":"leckie"}],
             "EventTime":1670574414123,"Added":{"later":[true]}}""");

    Notice.NoticeHeader subject =
        new Notice.NoticeHeader(
            APP,
            "@TOA#a",
            new Origin("leckie", "iOS", "203.0.113.7"),
            Instant.ofEpochMilli(1670574414123L));
    assertThat(interpretation)
        .isEqualTo(
            Interpretation.understood(
                DELETE, new Notice.Unsubscribed(subject, List.of("jared", "leckie"))));
  }

  @Test
  void readsWhatHasChangedOfAnAccount() {
    Interpretation interpretation =
        read(
            "",
            """
            {"CallbackCommand":"OfficialAccount.CallbackAfterOfficialAccountInfoChanged",
             "Official_Account":"@TOA#a","Name":"New","EventTime":1670574414123}""");

    assertThat(interpretation)
        .isEqualTo(
            Interpretation.understood(
                "OfficialAccount.CallbackAfterOfficialAccountInfoChanged",
                new Notice.AccountChanged(
                    new Notice.NoticeHeader(
                        APP, "@TOA#a", Origin.UNKNOWN, Instant.ofEpochMilli(1670574414123L)),
                    new AccountDetail("New", null, null, null, null))));
  }

  @Test
  void keepsTheGoodElementsOfAListAndNamesTheBad() {
    Interpretation interpretation =
        read(
            "",
            body(
                ACCOUNT,
                TIME,
                """
                "SubscribeAccountList":[{"Subscriber_Account":"jared"},{},7,null,
                  {"Subscriber_Account":""},{"Subscriber_Account":9},{"Subscriber_Account":"penn"},
                  "","leckie",["x"]]"""));

    assertThat(requireNonNull((Notice.Unsubscribed) interpretation.notice()).subscribers())
        .containsExactly("jared", "penn", "leckie");
    assertThat(interpretation.objection())
        .isEqualTo(
            "Of the 10 elements of SubscribeAccountList, these have no valid Subscriber_Account:"
                + " 2, 3, 4, 5, 6, 8, 10.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\n} ",
        "{\"CallbackCommand\":\"Alert.RequestOverLimit\",\"Request\":510}",
        "{\"CallbackCommand\":\"OfficialAccount.CallbackBeforeAddSubscriber\",\"EventTime\":\"?\"}",
        "{\"CallbackCommand\":\"OfficialAccount.CallbackAfterSendMsg\"}",
        "{\"CallbackCommand\":\"Something.New\"}",
        "{\"CallbackCommand\":\"OfficialAccount.CallbackAfterDeleteSubscriber\","
            + "\"Official_Account\":\"a\",\"SubscribeAccountList\":[],\"EventTime\":1670574414123}"
      })
  void takesForNothingToRecord(String body) {
    assertThat(read("", body).isForTheLedger()).isFalse();
  }

  @Test
  void allowsABeforeCommandWhateverItsBody() {
    assertThat(
            read("CallbackCommand=OfficialAccount.CallbackBeforeAddSubscriber", "{oops")
                .isForTheLedger())
        .isFalse();
  }

  @Test
  void takesTheCommandFromTheQueryWhenTheBodyHasNone() {
    assertThat(read("CallbackCommand=" + DELETE, "{" + ACCOUNT + "," + LIST + "," + TIME + "}"))
        .satisfies(SampleCallback::assertUnderstood);
  }

  @Test
  void takesIdsOf255CharactersHoweverLongTheirEncoding() {
    String emoji = "😀".repeat(255);

    Interpretation interpretation =
        read("", body(TIME, LIST, "\"Official_Account\":\"" + emoji + "\""));

    assertThat(interpretation).satisfies(SampleCallback::assertUnderstood);
  }

  @Test
  void neverRefusesForTheSakeOfTheOrigin() {
    String query = "OptPlatform=" + "x".repeat(100) + "&ClientIP=%00";

    assertThat(read(query, body(ACCOUNT, LIST, TIME)))
        .satisfies(SampleCallback::assertUnderstood)
        .satisfies(read -> assertThat(read.events().get(0).origin()).isEqualTo(Origin.UNKNOWN));
  }

  static Stream<String> improper() {
    return Stream.of(
        "\"\"", "7", "null", "true", "{}", "[\"a\"]", "\"a\\nb\"", '"' + "x".repeat(300) + '"');
  }

  @ParameterizedTest
  @MethodSource("improper")
  void leavesOutAnImproperOperator(String operator) {
    Notice notice = understood("", body(ACCOUNT, LIST, TIME, "\"Operator_Account\":" + operator));

    assertThat(notice.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.subscriber()).isEqualTo("jared");
              assertThat(event.origin().operator()).isNull();
            });
  }

  @ParameterizedTest
  @MethodSource("improper")
  void leavesOutAnImproperOwner(String owner) {
    Notice notice =
        understood(
            "",
            """
            {"CallbackCommand":"OfficialAccount.CallbackAfterCreateOfficialAccount",
             "Official_Account":"@TOA#a","Owner_Account":%s,"Name":"N",%s}"""
                .formatted(owner, TIME));

    assertThat(notice.events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .isEqualTo(new AccountDetail("N", null, null, null, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "null", "true", "{}", "[\"a\"]"})
  void leavesOutWhatIsNoTextOfAnAccount(String value) {
    Notice notice =
        understood(
            "",
            """
            {"CallbackCommand":"OfficialAccount.CallbackAfterOfficialAccountInfoChanged",
             "Official_Account":"@TOA#a","Name":%1$s,"Introduction":%1$s,"FaceUrl":%1$s,
             "Organization":%1$s,%2$s}"""
                .formatted(value, TIME));

    assertThat(notice.events())
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).isEqualTo(AccountDetail.SILENT));
  }

  @ParameterizedTest
  @MethodSource("improper")
  void takesTheCommandFromTheQueryWhenTheBodysIsImproper(String command) {
    Notice notice =
        understood(
            "CallbackCommand=" + DELETE,
            "{\"CallbackCommand\":" + command + "," + String.join(",", ACCOUNT, LIST, TIME) + "}");

    assertThat(notice).isInstanceOf(Notice.Unsubscribed.class);
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        Arguments.of("{\"Subscriber_Account\":\"x\"}", List.of("x")),
        Arguments.of("\"x\"", List.of("x")),
        Arguments.of("[\"x\",\"y\"]", List.of("x", "y")),
        Arguments.of("[\"x\",{\"Subscriber_Account\":\"y\"},\"x\"]", List.of("x", "y")));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void understandsAListHoweverItIsWritten(String list, List<String> subscribers) {
    Notice notice = understood("", body(ACCOUNT, TIME, "\"SubscribeAccountList\":" + list));

    assertThat(notice.events())
        .extracting(event -> event.subscriber())
        .containsExactlyElementsOf(subscribers);
  }

  @Test
  void passesOverAByteOrderMark() {
    assertThat(understood("", "\uFEFF" + body(ACCOUNT, LIST, TIME)).events()).hasSize(1);
    assertThat(read("", "\uFEFF{}").isForTheLedger()).isFalse();
  }
}
