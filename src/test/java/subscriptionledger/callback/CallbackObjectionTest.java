package subscriptionledger.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.callback.SampleCallback.ACCOUNT;
import static subscriptionledger.callback.SampleCallback.DELETE;
import static subscriptionledger.callback.SampleCallback.LIST;
import static subscriptionledger.callback.SampleCallback.NOW;
import static subscriptionledger.callback.SampleCallback.TIME;
import static subscriptionledger.callback.SampleCallback.body;
import static subscriptionledger.callback.SampleCallback.read;
import static subscriptionledger.callback.SampleCallback.reader;
import static subscriptionledger.callback.SampleCallback.understood;

import java.math.BigDecimal;
import java.time.Instant;
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
import org.junit.jupiter.params.provider.MethodSource;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;

/** P7: what the reader objects to, and what it takes for a time. */
class CallbackObjectionTest {
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
    Interpretation interpretation = read("CallbackCommand=" + DELETE, body);

    assertThat(interpretation).satisfies(SampleCallback::assertNotUnderstood);
  }

  @Test
  void objectsToABodyThatIsNotUtf8() {
    assertThat(reader("CallbackCommand=" + DELETE).read(new byte[] {'{', (byte) 0xC0, '}'}))
        .isEqualTo(Interpretation.notUnderstood(DELETE, "The body is not UTF-8."));
    assertThat(
            reader("CallbackCommand=" + DELETE)
                .read("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16BE)))
        .satisfies(SampleCallback::assertNotUnderstood);
  }

  @Test
  void objectsWhenQueryAndBodyDisagree() {
    assertThat(
            read(
                "CallbackCommand=OfficialAccount.CallbackAfterAddSubscriber",
                body(ACCOUNT, LIST, TIME)))
        .isEqualTo(
            Interpretation.notUnderstood(
                "OfficialAccount.CallbackAfterAddSubscriber",
                "The CallbackCommand in the query differs from that in the body."));
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
            Interpretation.notUnderstood(DELETE, "EventTime is not an integer of milliseconds."));
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
}
