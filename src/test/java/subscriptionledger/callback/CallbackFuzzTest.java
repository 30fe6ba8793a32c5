package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.callback.FuzzedInterpretation.assertIsId;
import static subscriptionledger.callback.FuzzedInterpretation.assertReads;
import static subscriptionledger.callback.FuzzedInterpretation.assertSaysNothing;
import static subscriptionledger.callback.FuzzedInterpretation.object;
import static subscriptionledger.callback.FuzzedInterpretation.withoutMark;
import static subscriptionledger.callback.SampleCallback.APP;
import static subscriptionledger.callback.SampleCallback.NOW;

import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import subscriptionledger.callback.Authenticator.Caller;
import subscriptionledger.callback.CallbackPolicy.AppPolicy;
import subscriptionledger.fuzz.FuzzedCallback;
import subscriptionledger.ledger.Interpretation;

/**
 * What no input may do, whatever it is. There are as many inputs as the property {@code
 * fuzz.inputs} of pom.xml says; each test makes sure that they reach what it is about.
 */
class CallbackFuzzTest {
  private static final String TOKEN = "the-token";
  private static final Duration MAX_AGE = Duration.ofSeconds(60);
  private static final CallbackPolicy POLICY =
      new CallbackPolicy(
          Map.of(
              APP,
              new AppPolicy(true, List.of(TOKEN)),
              1400000002L,
              new AppPolicy(true, List.of("another-token"))),
          MAX_AGE,
          262_144,
          Optional.empty(),
          List.of());

  /** Every signature that proves the app's caller now. */
  private static final Set<String> GENUINE_SIGNS =
      LongStream.rangeClosed(-MAX_AGE.toSeconds(), MAX_AGE.toSeconds())
          .mapToObj(second -> sign(TOKEN, NOW.plusSeconds(second)))
          .collect(Collectors.toSet());

  @Property(edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReportMode.OFF)
  void p6ListensToNobodyWhoDoesNotShowAGenuineSign(
      @ForAll("callbacks") FuzzedCallback callback, @ForAll("signatures") String signature) {
    String query = callback.query().text(signature);

    Caller caller = identify(query);

    String decoded = decoded(query);
    if (caller instanceof Caller.App app) {
      assertThat(app.id()).isEqualTo(APP);
      assertThat(GENUINE_SIGNS).anyMatch(decoded::contains);
      assertThat(CallbackQuery.parse(query).requestTime()).isPresent();
    }
    Statistics.collect(caller.getClass().getSimpleName());
    Statistics.coverage(
        coverage -> {
          coverage.check("App").percentage(percentage -> percentage > 5);
          coverage.check("NoApp").count(count -> count > 0);
          coverage.check("Refused").percentage(percentage -> percentage > 40);
        });
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void p6RefusesEveryForgery(
      @ForAll("callbacks") FuzzedCallback callback, @ForAll("forgeries") String signature) {
    assertThat(identify(callback.query().text(signature))).isInstanceOf(Caller.Refused.class);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void listensToTheProviderWhateverStandsBesideItsSign(
      @ForAll("authenticCallbacks") FuzzedCallback callback) {
    assertThat(identify(callback.query().text(signature(TOKEN, NOW))))
        .isEqualTo(new Caller.App(APP));
  }

  /** P10. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void p10KeepsNoSignatureInTheQuery(@ForAll("callbacks") FuzzedCallback callback) {
    String text = callback.query().text(signature(TOKEN, NOW));

    CallbackQuery query = CallbackQuery.parse(text);

    assertThat(query.toString()).doesNotContain(sign(TOKEN, NOW));
    if (identify(text) instanceof Caller.App) {
      String kept = String.valueOf(query.withoutSign());
      assertThat(decoded(kept)).doesNotContain(sign(TOKEN, NOW));
      assertThat(kept).doesNotContain("\0");
    }
  }

  /** P7. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReportMode.OFF)
  void p7UnderstandsWhatWasSentOrSaysWhatIsWrong(@ForAll("callbacks") FuzzedCallback callback) {
    CallbackQuery query = CallbackQuery.parse(callback.query().text(signature(TOKEN, NOW)));

    Interpretation interpretation = new CallbackReader(query, APP, NOW).read(callback.body());

    assertThat(new CallbackReader(query, APP, NOW).read(callback.body())).isEqualTo(interpretation);
    if (interpretation.command() != null) {
      assertIsId(interpretation.command());
    }
    if (interpretation.isForTheLedger()) {
      assertReads(interpretation, callback.body());
    } else {
      assertSaysNothing(interpretation.command(), callback.body());
    }
    Statistics.collect(label(interpretation));
    Statistics.coverage(
        coverage -> {
          coverage.check("understood").percentage(percentage -> percentage > 5);
          coverage.check("partly understood").count(count -> count > 0);
          coverage.check("not understood").percentage(percentage -> percentage > 20);
          coverage.check("nothing").percentage(percentage -> percentage > 2);
        });
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void takesForStrictJsonOnlyWhatAnyParserReadsTheSame(
      @ForAll("callbacks") FuzzedCallback callback) {
    Optional<String> text = StrictJson.decode(callback.body());

    text.ifPresent(
        decoded -> assertThat(decoded).isEqualTo(withoutMark(new String(callback.body(), UTF_8))));
    if (text.isPresent() && StrictJson.objection(text.get()).isEmpty()) {
      String again = object(text.get()).toString();
      assertThat(StrictJson.objection(again)).isEmpty();
      assertThat(object(again)).isEqualTo(object(text.get()));
    }
  }

  @Provide
  Arbitrary<FuzzedCallback> callbacks() {
    return FuzzedCallback.any(APP);
  }

  @Provide
  Arbitrary<FuzzedCallback> authenticCallbacks() {
    return FuzzedCallback.authentic(APP);
  }

  @Provide
  Arbitrary<String> signatures() {
    return Arbitraries.oneOf(Arbitraries.just(signature(TOKEN, NOW)), forgeries());
  }

  @Provide
  Arbitrary<String> forgeries() {
    return Arbitraries.of(
        "",
        "Sign=" + sign(TOKEN, NOW),
        "RequestTime=" + NOW.getEpochSecond(),
        signature("a-wrong-token", NOW),
        signature("", NOW),
        signature(TOKEN, NOW.minusSeconds(7200)),
        signature(TOKEN, NOW.plusSeconds(7200)));
  }

  private static String label(Interpretation interpretation) {
    if (interpretation.notice() == null) {
      return interpretation.objection() == null ? "nothing" : "not understood";
    }
    return interpretation.objection() == null ? "understood" : "partly understood";
  }

  private static Caller identify(String query) {
    return new Authenticator(POLICY).identify("127.0.0.1", CallbackQuery.parse(query), NOW);
  }

  private static String signature(String token, Instant at) {
    return "Sign=" + sign(token, at) + "&RequestTime=" + at.getEpochSecond();
  }

  private static String sign(String token, Instant at) {
    return Authenticator.sign(token, Long.toString(at.getEpochSecond()));
  }

  /** Percent-decoded where that is possible, part by part. */
  private static String decoded(String query) {
    return Stream.of(query.replace("\0", "").split("[&=]"))
        .map(
            part -> {
              try {
                return URLDecoder.decode(part, UTF_8);
              } catch (IllegalArgumentException e) {
                return part;
              }
            })
        .collect(Collectors.joining("&"));
  }
}
