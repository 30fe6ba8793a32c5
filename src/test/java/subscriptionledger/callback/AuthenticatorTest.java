package subscriptionledger.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.callback.Authenticator.Caller;
import subscriptionledger.callback.CallbackPolicy.AppPolicy;

/** P6: nothing is recorded that is not authentic, and nothing of a foreign app. */
class AuthenticatorTest {
  private static final long APP = 1400000001L;
  private static final Instant NOW = Instant.ofEpochSecond(1669872112L);
  private static final String TIME = "RequestTime=1669872112";

  /** The provider's example (document 34354). */
  private static final String SIGN =
      "17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061";

  @Test
  void acceptsTheProvidersExample() {
    assertThat(identify(policy("xxxxyyyy"), "SdkAppid=1400000001&" + TIME + "&Sign=" + SIGN))
        .isEqualTo(new Caller.App(APP));
  }

  @Test
  void refusesTheExampleThatIsMisprintedInAnOlderPage() {
    assertThat(identify(policy("xxxyyy"), "SdkAppid=1400000001&" + TIME + "&Sign=" + SIGN))
        .isEqualTo(new Caller.Refused(AnswerCode.SIGN_WRONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SdkAppid", "SdkAppId", "SdkAppID", "SDKAppID", "sdkappid"})
  void takesEverySpellingOfTheApp(String name) {
    assertThat(identify(policy("xxxxyyyy"), name + "=1400000001&" + TIME + "&Sign=" + SIGN))
        .isEqualTo(new Caller.App(APP));
  }

  @Test
  void takesEachOfTheTokensWhileOneIsBeingChanged() {
    CallbackPolicy policy = policy("new-token", "xxxxyyyy");

    assertThat(identify(policy, signed("new-token"))).isEqualTo(new Caller.App(APP));
    assertThat(identify(policy, signed("xxxxyyyy"))).isEqualTo(new Caller.App(APP));
  }

  @ParameterizedTest
  @CsvSource({
    "SdkAppid=1400000002&RequestTime=1669872112&Sign=x, FOREIGN_APP",
    "SdkAppid=&RequestTime=1669872112&Sign=x, FOREIGN_APP",
    "SdkAppid=1400000001x&RequestTime=1669872112&Sign=x, FOREIGN_APP",
    "SdkAppid=01400000001&RequestTime=1669872112&Sign=x, FOREIGN_APP",
    "SdkAppid=99999999999999999999&RequestTime=1669872112&Sign=x, FOREIGN_APP",
    "SdkAppid=1400000001&SdkAppId=1400000002&RequestTime=1669872112&Sign=x, FOREIGN_APP",
    "SdkAppid=1400000001, SIGN_WRONG",
    "SdkAppid=1400000001&RequestTime=1669872112, SIGN_WRONG",
    "SdkAppid=1400000001&RequestTime=1669872112&Sign=, SIGN_WRONG",
    "SdkAppid=1400000001&RequestTime=1669872112&Sign=x, SIGN_WRONG",
    "SdkAppid=1400000001&RequestTime=1669872112&Sign=x&Sign=y, SIGN_WRONG",
    "SdkAppid=1400000001&Sign=x, REQUEST_TIME_WRONG",
    "SdkAppid=1400000001&Sign=x&RequestTime=, REQUEST_TIME_WRONG",
    "SdkAppid=1400000001&Sign=x&RequestTime=-1669872112, REQUEST_TIME_WRONG",
    "SdkAppid=1400000001&Sign=x&RequestTime=1669872112000, REQUEST_TIME_WRONG",
    "SdkAppid=1400000001&Sign=x&RequestTime=soon, REQUEST_TIME_WRONG",
    "SdkAppid=1400000001&Sign=x&RequestTime=1669872051, REQUEST_TIME_WRONG",
    "SdkAppid=1400000001&Sign=x&RequestTime=1669872173, REQUEST_TIME_WRONG",
    "SdkAppid=1400000001&Sign=x&RequestTime=1669872052, SIGN_WRONG",
    "SdkAppid=1400000001&Sign=x&RequestTime=1669872172, SIGN_WRONG",
    "Sign=x&RequestTime=1669872112, SIGN_WRONG",
    "RequestTime=1669872112, SIGN_WRONG",
  })
  void refuses(String query, AnswerCode answerCode) {
    assertThat(identify(policy("xxxxyyyy"), query)).isEqualTo(new Caller.Refused(answerCode));
  }

  @Test
  void refusesASignInUpperCase() {
    assertThat(
            identify(
                policy("xxxxyyyy"),
                "SdkAppid=1400000001&" + TIME + "&Sign=" + SIGN.toUpperCase(Locale.ROOT)))
        .isEqualTo(new Caller.Refused(AnswerCode.SIGN_WRONG));
  }

  @Test
  void listensToACallerWithoutAnAppWhoseSignFitsAnyToken() {
    assertThat(identify(policy("other", "xxxxyyyy"), TIME + "&Sign=" + SIGN))
        .isEqualTo(new Caller.NoApp());
  }

  @Test
  void asksForNoSignWhereAuthenticationIsSwitchedOff() {
    CallbackPolicy policy = policy(new AppPolicy(false, List.of()), List.of());

    assertThat(identify(policy, "SdkAppid=1400000001")).isEqualTo(new Caller.App(APP));
    assertThat(identify(policy, "")).isEqualTo(new Caller.NoApp());
  }

  @Test
  void refusesEverybodyWhenNoAppIsServed() {
    CallbackPolicy policy =
        new CallbackPolicy(Map.of(), Duration.ofSeconds(60), 1000, Optional.empty(), List.of());

    assertThat(identify(policy, "SdkAppid=1400000001"))
        .isEqualTo(new Caller.Refused(AnswerCode.FOREIGN_APP));
    assertThat(identify(policy, TIME + "&Sign=" + SIGN))
        .isEqualTo(new Caller.Refused(AnswerCode.FOREIGN_APP));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "203.0.113.77, true",
    "::ffff:203.0.113.77, true",
    "2001:db8::1, true",
    "203.0.114.1, false",
    "2001:db9::1, false",
    "'', false",
    "unknown, false"
  })
  void letsOnlyAllowedSourcesCall(String source, boolean allowed) {
    CallbackPolicy policy =
        policy(
            new AppPolicy(false, List.of()),
            List.of("127.0.0.1", "203.0.113.0/24", "2001:db8::/32"));

    Caller caller =
        new Authenticator(policy).identify(source, CallbackQuery.parse("SdkAppid=1400000001"), NOW);

    assertThat(caller)
        .isEqualTo(
            allowed ? new Caller.App(APP) : new Caller.Refused(AnswerCode.SOURCE_NOT_ALLOWED));
  }

  @ParameterizedTest
  @CsvSource({
    "SdkAppid=1400000001&RequestTime=1669872112&Sign=x, ' claimedApp=1400000001 offSeconds=0'",
    "SdkAppid=1400000001&RequestTime=1669864912, ' claimedApp=1400000001 offSeconds=-7200'",
    "SdkAppid=1400000001&RequestTime=99999999999, ' claimedApp=1400000001 offSeconds=98330127887'",
    "SdkAppid=1400000001&RequestTime=now, ' claimedApp=1400000001'",
    "SdkAppid=1400000009&RequestTime=1669872113, ' offSeconds=1'",
    "SdkAppid=jared&RequestTime=jared&Sign=jared, ''",
    "SdkAppid=1400000001%0A&RequestTime=1%0A, ''",
    "SdkAppid=1400000001&SdkAppid=1400000009, ''",
    "'', ''"
  })
  void p10TellsOfWhatIsClaimedOnlyAnAppOfOursAndHowFarTheTimeIsOff(String query, String claim) {
    assertThat(new Authenticator(policy("xxxxyyyy")).claim(CallbackQuery.parse(query), NOW))
        .isEqualTo(claim);
  }

  /** P10: whoever logs a policy or a query by mistake gives away nothing. */
  @Test
  void p10ShowsNoSecretWhenPrinted() {
    CallbackPolicy policy = policy("xxxxyyyy");

    assertThat(policy.toString()).doesNotContain("xxxxyyyy");
    assertThat(CallbackQuery.parse(TIME + "&Sign=" + SIGN).toString()).doesNotContain(SIGN);
  }

  private static String signed(String token) {
    return "SdkAppid=1400000001&" + TIME + "&Sign=" + Authenticator.sign(token, "1669872112");
  }

  private static Caller identify(CallbackPolicy policy, String query) {
    return new Authenticator(policy).identify("127.0.0.1", CallbackQuery.parse(query), NOW);
  }

  private static CallbackPolicy policy(String... tokens) {
    return policy(new AppPolicy(true, List.of(tokens)), List.of());
  }

  private static CallbackPolicy policy(AppPolicy app, List<String> allowedSources) {
    return new CallbackPolicy(
        Map.of(APP, app),
        Duration.ofSeconds(60),
        1000,
        Optional.empty(),
        allowedSources.stream().map(range -> AddressRange.parse(range).orElseThrow()).toList());
  }
}
