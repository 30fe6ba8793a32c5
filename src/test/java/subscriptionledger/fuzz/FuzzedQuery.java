package subscriptionledger.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * The query of a callback; the signature is put in when it is sent, because it holds for a minute
 * only.
 */
public record FuzzedQuery(List<String> parameters, List<Mutation> mutations) {
  private static final String COMMAND = "{command}";
  private static final String SIGNATURE = "{signature}";

  FuzzedQuery about(String command) {
    return new FuzzedQuery(replaced(COMMAND, command), mutations);
  }

  /** One character for each byte on the wire. */
  public String text(String signature) {
    String text = String.join("&", replaced(SIGNATURE, signature));
    return new String(Mutation.applyAll(mutations, text.getBytes(UTF_8)), ISO_8859_1);
  }

  /** What names the app and proves the caller is as it must be; anything may stand beside it. */
  static Arbitrary<FuzzedQuery> authentic(long app) {
    return optional()
        .map(
            optional ->
                new FuzzedQuery(
                    joined(List.of("SdkAppid=" + app, SIGNATURE), optional), List.of()));
  }

  /** Nothing is as it must be, or all is. */
  static Arbitrary<FuzzedQuery> any(long app) {
    Arbitrary<List<String>> named =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(List.of("SdkAppid=" + app))),
            Tuple.of(1, Arbitraries.just(List.of())),
            Tuple.of(1, values().map(value -> List.of("SDKAppID=" + value))),
            Tuple.of(1, values().map(value -> List.of("SdkAppid=" + app, "sdkappid=" + value))));
    Arbitrary<List<String>> signed =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(List.of(SIGNATURE))),
            Tuple.of(1, Arbitraries.just(List.of(SIGNATURE, SIGNATURE))),
            Tuple.of(1, values().map(value -> List.of("Sign=" + value, SIGNATURE))),
            Tuple.of(1, values().map(value -> List.of(SIGNATURE, "RequestTime=" + value))));
    Arbitrary<List<Mutation>> mutations =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(List.of())),
            Tuple.of(1, Mutation.any().list().ofMaxSize(3)));
    return Combinators.combine(named, signed, optional(), mutations)
        .as(
            (app1, sign, optional, mutated) ->
                new FuzzedQuery(joined(app1, joined(sign, optional)), mutated));
  }

  private static Arbitrary<List<String>> optional() {
    Arbitrary<List<String>> commands =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(List.of("CallbackCommand=" + COMMAND))),
            Tuple.of(2, Arbitraries.just(List.of())),
            Tuple.of(1, values().map(value -> List.of("CallbackCommand=" + value))));
    Arbitrary<String> names =
        Arbitraries.of(
            "ClientIP", "OptPlatform", "contenttype", "RequestID", "", "a", "%00", "%53ig", "%");
    Arbitrary<List<String>> others =
        Combinators.combine(names, values())
            .as((name, value) -> name + "=" + value)
            .list()
            .ofMaxSize(3);
    return Combinators.combine(commands, others).as(FuzzedQuery::joined);
  }

  private static Arbitrary<String> values() {
    return Texts.opaque(
        Arbitraries.frequencyOf(
            Tuple.of(3, Texts.any().map(text -> URLEncoder.encode(text, UTF_8))),
            Tuple.of(
                1,
                Arbitraries.of(
                    "",
                    "=",
                    "%",
                    "%2",
                    "%zz",
                    "%00",
                    "%ff",
                    "%C0%80",
                    "%ED%A0%80",
                    "%F0%9F%98%80",
                    "%u0041",
                    "+",
                    ";",
                    "?",
                    "/../",
                    "1400000001",
                    "-1",
                    "99999999999999999999",
                    "x".repeat(64),
                    "x".repeat(65),
                    "%41".repeat(700)))));
  }

  private List<String> replaced(String placeholder, String text) {
    return parameters.stream().map(parameter -> parameter.replace(placeholder, text)).toList();
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
