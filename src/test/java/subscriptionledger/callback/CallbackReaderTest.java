package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.callback.CallbackReader.Meaning;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;

class CallbackReaderTest {
  private static final long APP = 1400000001L;
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final String DELETE = "OfficialAccount.CallbackAfterDeleteSubscriber";
  private static final String TIME = "\"EventTime\":1670574414123";
  private static final String LIST =
      "\"SubscribeAccountList\":[{\"Subscriber_Account\":\"jared\"}]";
  private static final String ACCOUNT = "\"Official_Account\":\"@TOA#a\"";

  @Test
  void readsAnUnsubscription() {
    Meaning meaning =
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
    assertThat(meaning)
        .isEqualTo(
            new Meaning.ForTheLedger(
                DELETE,
                new Interpretation.Understood(
                    new Notice.Unsubscribed(subject, List.of("jared", "leckie")))));
  }

  @Test
  void readsWhatHasChangedOfAnAccount() {
    Meaning meaning =
        read(
            "",
            """
            {"CallbackCommand":"OfficialAccount.CallbackAfterOfficialAccountInfoChanged",
             "Official_Account":"@TOA#a","Name":"New","EventTime":1670574414123}""");

    assertThat(meaning)
        .isEqualTo(
            new Meaning.ForTheLedger(
                "OfficialAccount.CallbackAfterOfficialAccountInfoChanged",
                new Interpretation.Understood(
                    new Notice.AccountChanged(
                        new Notice.NoticeHeader(
                            APP, "@TOA#a", Origin.UNKNOWN, Instant.ofEpochMilli(1670574414123L)),
                        new AccountDetail("New", null, null, null, null)))));
  }

  @Test
  void keepsTheGoodElementsOfAListAndNamesTheBad() {
    Meaning meaning =
        read(
            "",
            body(
                ACCOUNT,
                TIME,
                """
                "SubscribeAccountList":[{"Subscriber_Account":"jared"},{},7,null,
                  {"Subscriber_Account":""},{"Subscriber_Account":9},{"Subscriber_Account":"penn"},
                  "","leckie",["x"]]"""));

    assertThat(meaning).isInstanceOf(Meaning.ForTheLedger.class);
    Interpretation.PartlyUnderstood partly =
        (Interpretation.PartlyUnderstood) ((Meaning.ForTheLedger) meaning).interpretation();
    assertThat(((Notice.Unsubscribed) partly.notice()).subscribers())
        .containsExactly("jared", "penn", "leckie");
    assertThat(partly.objection())
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
    assertThat(read("", body)).isInstanceOf(Meaning.NotForTheLedger.class);
  }

  @Test
  void allowsABeforeCommandWhateverItsBody() {
    assertThat(read("CallbackCommand=OfficialAccount.CallbackBeforeAddSubscriber", "{oops"))
        .isInstanceOf(Meaning.NotForTheLedger.class);
  }

  @Test
  void takesTheCommandFromTheQueryWhenTheBodyHasNone() {
    assertThat(read("CallbackCommand=" + DELETE, "{" + ACCOUNT + "," + LIST + "," + TIME + "}"))
        .isInstanceOfSatisfying(
            Meaning.ForTheLedger.class,
            kept ->
                assertThat(kept.interpretation()).isInstanceOf(Interpretation.Understood.class));
  }

  static Stream<String> notUnderstood() {
    String nested = "[".repeat(40) + "]".repeat(40);
    return Stream.of(
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{",
        "{\"a\":}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "\uFEFF",
        "\uFEFF\uFEFF{}",
        "{}\uFEFF",
        "{} {}",
        "{}x",
        "{}\0",
        body(ACCOUNT, LIST, TIME) + "]",
        body(ACCOUNT, LIST, TIME, "\"EventTime\":1670574414123"),
        body(ACCOUNT, LIST, TIME, "\"Event\\u0054ime\":1670574414123"),
        body(ACCOUNT, LIST, TIME, "\"Deep\":" + nested),
        body(ACCOUNT, LIST, TIME, "\"Deep\":" + nested.replace("[", "{\"a\":").replace("]", "}")),
        body(ACCOUNT, LIST, TIME, "\"Big\":1e999999999"),
        body(ACCOUNT, LIST, TIME, "\"Big\":1e99999999999"),
        body(ACCOUNT, LIST, TIME, "\"Big\":" + "9".repeat(1000)),
        body(ACCOUNT, LIST, TIME, "\"Nul\":\"a\\u0000b\""),
        body(ACCOUNT, LIST, TIME, "\"Nul\":\"a\0b\""),
        body(ACCOUNT, LIST, TIME, "\"Half\":\"\\ud83d\""),
        body(ACCOUNT, LIST, TIME, "\"Half\":\"\\ude00\\ud83d\""),
        body(ACCOUNT, LIST, TIME, "\"a\\ud83d\":1"),
        body(ACCOUNT, LIST),
        body(ACCOUNT, LIST, "\"EventTime\":null"),
        body(ACCOUNT, LIST, "\"EventTime\":\"1670574414123\""),
        body(ACCOUNT, LIST, "\"EventTime\":1670574414"),
        body(ACCOUNT, LIST, "\"EventTime\":1670574414123.5"),
        body(ACCOUNT, LIST, "\"EventTime\":1e400"),
        body(ACCOUNT, LIST, "\"EventTime\":1e-999"),
        body(ACCOUNT, LIST, "\"EventTime\":0e999"),
        body(ACCOUNT, LIST, "\"EventTime\":1E999999999"),
        body(ACCOUNT, LIST, "\"EventTime\":1E99999999999999999999"),
        body(ACCOUNT, LIST, "\"EventTime\":1.6705744141235E12"),
        body(ACCOUNT, LIST, "\"EventTime\":-1670574414123"),
        body(ACCOUNT, LIST, "\"EventTime\":99999999999999999999"),
        body(ACCOUNT, LIST, "\"EventTime\":9223372036854775807"),
        body(ACCOUNT, LIST, "\"EventTime\":" + NOW.plusSeconds(3601).toEpochMilli()),
        body(LIST, TIME),
        body("\"Official_Account\":7", LIST, TIME),
        body("\"Official_Account\":\"\"", LIST, TIME),
        body("\"Official_Account\":\"a\\nb\"", LIST, TIME),
        body("\"Official_Account\":\"" + "x".repeat(256) + "\"", LIST, TIME),
        body(ACCOUNT, TIME),
        body(ACCOUNT, TIME, "\"SubscribeAccountList\":{}"),
        body(ACCOUNT, TIME, "\"SubscribeAccountList\":[{}]"),
        body(ACCOUNT, TIME, "\"SubscribeAccountList\":[[]]"),
        body(ACCOUNT, TIME, "\"SubscribeAccountList\":null"),
        body(ACCOUNT, TIME, "\"SubscribeAccountList\":7"),
        body(ACCOUNT, TIME, "\"SubscribeAccountList\":\"\""),
        body(ACCOUNT, TIME, "\"SubscribeAccountList\":[\"\",[\"x\"],{\"x\":\"y\"}]"));
  }

  @ParameterizedTest
  @MethodSource
  void notUnderstood(String body) {
    Meaning meaning = read("CallbackCommand=" + DELETE, body);

    assertThat(meaning)
        .isInstanceOfSatisfying(
            Meaning.ForTheLedger.class,
            kept ->
                assertThat(kept.interpretation()).isInstanceOf(Interpretation.NotUnderstood.class));
  }

  @Test
  void objectsToABodyThatIsNotUtf8() {
    assertThat(reader("CallbackCommand=" + DELETE).read(new byte[] {'{', (byte) 0xC0, '}'}))
        .isEqualTo(
            new Meaning.ForTheLedger(
                DELETE, new Interpretation.NotUnderstood("The body is not UTF-8.")));
    assertThat(
            reader("CallbackCommand=" + DELETE)
                .read("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16BE)))
        .isInstanceOf(Meaning.ForTheLedger.class);
  }

  @Test
  void objectsWhenQueryAndBodyDisagree() {
    assertThat(
            read(
                "CallbackCommand=OfficialAccount.CallbackAfterAddSubscriber",
                body(ACCOUNT, LIST, TIME)))
        .isInstanceOfSatisfying(
            Meaning.ForTheLedger.class,
            kept ->
                assertThat(kept.interpretation())
                    .isEqualTo(
                        new Interpretation.NotUnderstood(
                            "The CallbackCommand in the query differs from that in the body.")));
  }

  @Test
  void takesIdsOf255CharactersHoweverLongTheirEncoding() {
    String emoji = "😀".repeat(255);

    Meaning meaning = read("", body(TIME, LIST, "\"Official_Account\":\"" + emoji + "\""));

    assertThat(meaning)
        .isInstanceOfSatisfying(
            Meaning.ForTheLedger.class,
            kept ->
                assertThat(kept.interpretation()).isInstanceOf(Interpretation.Understood.class));
  }

  @Test
  void neverRefusesForTheSakeOfTheOrigin() {
    String query = "OptPlatform=" + "x".repeat(100) + "&ClientIP=%00";

    assertThat(read(query, body(ACCOUNT, LIST, TIME)))
        .isInstanceOfSatisfying(
            Meaning.ForTheLedger.class,
            kept -> {
              Interpretation.Understood understood =
                  (Interpretation.Understood) kept.interpretation();
              assertThat(understood.notice().events().get(0).origin()).isEqualTo(Origin.UNKNOWN);
            });
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
    assertThat(read("", "\uFEFF{}")).isInstanceOf(Meaning.NotForTheLedger.class);
  }

  /** P2, P4: an instant that is written in another way is no other event. */
  @Property
  void takesEventTimeByItsValue(
      @ForAll @LongRange(min = 1262304000000L, max = 1795000000000L) long millis,
      @ForAll("writings") Function<BigDecimal, String> writing) {
    String eventTime = writing.apply(BigDecimal.valueOf(millis));

    Notice notice = understood("", body(ACCOUNT, LIST, "\"EventTime\":" + eventTime));

    assertThat(notice.events().get(0).occurredAt()).isEqualTo(Instant.ofEpochMilli(millis));
  }

  @Property
  void refusesAnEventTimeThatIsNoIntegerHoweverItIsWritten(
      @ForAll @LongRange(min = 1262304000000L, max = 1795000000000L) long millis,
      @ForAll @IntRange(min = 1, max = 999) int thousandths,
      @ForAll("writings") Function<BigDecimal, String> writing) {
    String eventTime =
        writing.apply(BigDecimal.valueOf(millis).add(BigDecimal.valueOf(thousandths, 3)));

    assertThat(read("", body(ACCOUNT, LIST, "\"EventTime\":" + eventTime)))
        .isEqualTo(
            new Meaning.ForTheLedger(
                DELETE,
                new Interpretation.NotUnderstood("EventTime is not an integer of milliseconds.")));
  }

  @Provide
  Arbitrary<Function<BigDecimal, String>> writings() {
    Arbitrary<Function<BigDecimal, String>> fixed =
        Arbitraries.integers()
            .between(3, 9)
            .map(places -> value -> value.setScale(places).toPlainString());
    Arbitrary<Function<BigDecimal, String>> scientific =
        Combinators.combine(
                Arbitraries.integers().between(-12, 12),
                Arbitraries.of("e", "E"),
                Arbitraries.of("", "+"))
            .as(
                (power, e, sign) ->
                    value ->
                        value.scaleByPowerOfTen(-power).toPlainString()
                            + e
                            + (power < 0 ? "" : sign)
                            + power);
    return Arbitraries.oneOf(Arbitraries.just(BigDecimal::toPlainString), fixed, scientific);
  }

  private static Notice understood(String query, String body) {
    assertThat(read(query, body)).isInstanceOf(Meaning.ForTheLedger.class);
    Interpretation interpretation = ((Meaning.ForTheLedger) read(query, body)).interpretation();
    assertThat(interpretation).isInstanceOf(Interpretation.Understood.class);
    return ((Interpretation.Understood) interpretation).notice();
  }

  private static String body(String... fields) {
    return "{\"CallbackCommand\":\"" + DELETE + "\"," + String.join(",", fields) + "}";
  }

  private static CallbackReader reader(String query) {
    return new CallbackReader(CallbackQuery.parse(query), APP, NOW);
  }

  private static Meaning read(String query, String body) {
    return reader(query).read(body.getBytes(UTF_8));
  }
}
