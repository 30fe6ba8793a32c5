package subscriptionledger.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Bodies: good ones, good ones in which something has gone wrong, and plain noise. */
final class FuzzedBody {
  private static final String COMMAND = "{command}";
  private static final HexFormat HEX = HexFormat.of();

  private FuzzedBody() {}

  /** Bodies, each still to be told its command. */
  static Arbitrary<Function<String, byte[]>> any() {
    Arbitrary<Function<String, byte[]>> written =
        Combinators.combine(objects(), encodings())
            .as((text, encoding) -> command -> encoding.encode(text.replace(COMMAND, command)));
    Arbitrary<Function<String, byte[]>> mutated =
        Combinators.combine(written, Mutation.any().list().ofMinSize(1).ofMaxSize(3))
            .as((body, mutations) -> command -> Mutation.applyAll(mutations, body.apply(command)));
    Arbitrary<byte[]> noise =
        Arbitraries.frequencyOf(
            Tuple.of(1, values().map(text -> text.getBytes(UTF_8))),
            Tuple.of(1, bombs().map(text -> text.getBytes(UTF_8))),
            Tuple.of(2, Arbitraries.bytes().array(byte[].class).ofMaxSize(100)));
    return Arbitraries.frequencyOf(
        Tuple.of(10, Texts.opaque(written)),
        Tuple.of(5, Texts.opaque(mutated)),
        Tuple.of(4, Texts.opaque(noise).map(bytes -> command -> bytes)));
  }

  /** How a text becomes bytes. */
  private interface Encoding {
    byte[] encode(String text);
  }

  private static Arbitrary<Encoding> encodings() {
    return Arbitraries.frequency(
        Tuple.of(30, text -> text.getBytes(UTF_8)),
        Tuple.of(1, text -> ("\ufeff" + text).getBytes(UTF_8)),
        Tuple.of(1, text -> text.getBytes(UTF_16LE)),
        Tuple.of(1, text -> ("\ufeff" + text).getBytes(UTF_16BE)),
        Tuple.of(1, text -> text.getBytes(ISO_8859_1)));
  }

  /** Objects whose fields are mostly what they should be, in any order. */
  private static Arbitrary<String> objects() {
    Arbitrary<List<String>> identity =
        Combinators.combine(
                field("CallbackCommand", Arbitraries.just('"' + COMMAND + '"')),
                field("Official_Account", quoted(Arbitraries.of("@TOA#a", "@TOA#b", "名前😀"))),
                field(
                    "Operator_Account",
                    quoted(Arbitraries.of("leckie", "", "a\nb", "x".repeat(300)))),
                field("SubscribeAccountList", lists()),
                field(
                    "EventTime",
                    Arbitraries.of(
                        "1670574414123",
                        "1670574414124",
                        "1670574414120.0",
                        "1.67057441412E12",
                        "16705744141230e-1")))
            .as((a, b, c, d, e) -> joined(List.of(a, b, c, d, e)));
    Arbitrary<List<String>> others =
        Combinators.combine(
                Arbitraries.of("Name", "Owner_Account", "FaceUrl", "Added", "", "name", "\\u0041"),
                values())
            .as(FuzzedBody::pair)
            .list()
            .ofMaxSize(2);
    return Combinators.combine(
            identity, others, Arbitraries.integers().between(0, 6), Arbitraries.of(",", ",\n  "))
        .as(
            (first, second, rotation, comma) -> {
              List<String> fields = joined(List.of(first, second));
              Collections.rotate(fields, rotation);
              return "{" + String.join(comma, fields) + "}";
            });
  }

  /** A field that is as it should be, or of another type, or missing, or there twice. */
  private static Arbitrary<List<String>> field(String name, Arbitrary<String> good) {
    return Arbitraries.frequencyOf(
        Tuple.of(24, good.map(value -> List.of(pair(name, value)))),
        Tuple.of(2, values().map(value -> List.of(pair(name, value)))),
        Tuple.of(1, Arbitraries.just(List.of())),
        Tuple.of(1, good.map(value -> List.of(pair(name, value), pair(name, value)))));
  }

  private static Arbitrary<String> lists() {
    Arbitrary<String> element =
        Arbitraries.frequencyOf(
            Tuple.of(
                12,
                quoted(Arbitraries.of("jared", "leckie", "penn", "名前", "x".repeat(255)))
                    .map(value -> "{" + pair("Subscriber_Account", value) + "}")),
            Tuple.of(1, values().map(value -> "{" + pair("Subscriber_Account", value) + "}")),
            Tuple.of(1, values()),
            Tuple.of(1, quoted(Arbitraries.of("jared", "名前", ""))));
    Arbitrary<String> elements = Texts.opaque(element);
    return Arbitraries.frequencyOf(
        Tuple.of(1, elements),
        Tuple.of(12, elements.list().ofMaxSize(6).map(list -> "[" + String.join(",", list) + "]")));
  }

  private static Arbitrary<String> values() {
    return Texts.opaque(containers(containers(scalars())));
  }

  private static Arbitrary<String> containers(Arbitrary<String> values) {
    Arbitrary<String> arrays =
        values.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]");
    Arbitrary<String> objects =
        Combinators.combine(quoted(Texts.any()), values)
            .as((name, value) -> "{" + name + ":" + value + "}");
    return Arbitraries.oneOf(values, arrays, objects);
  }

  private static Arbitrary<String> scalars() {
    return Arbitraries.oneOf(
        quoted(Texts.any()),
        Arbitraries.of("null", "true", "false", "{}", "[]"),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.of(
            "-0",
            "1e400",
            "1E-400",
            "01",
            "1.",
            "+1",
            ".5",
            "NaN",
            "1e999999999",
            "9".repeat(41),
            "1670574414123.0",
            "1670574414123e0",
            "1670574414123E+3",
            "1670574414",
            "-1",
            "9223372036854775808",
            "4102444800000",
            "1e12",
            "0.1"));
  }

  /** What costs those dearly who read it as it is. */
  private static Arbitrary<String> bombs() {
    return Combinators.combine(
            Arbitraries.of("[", "{\"a\":", "9", "\"", "\\", "{\"a\":1,", " ", "{}"),
            Arbitraries.integers().between(1, 20_000))
        .as((part, times) -> part.repeat(times));
  }

  /** A JSON text of it, as it is or escaped. */
  private static Arbitrary<String> quoted(Arbitrary<String> texts) {
    return Combinators.combine(texts, Arbitraries.of(true, false))
        .as((text, escaped) -> '"' + (escaped ? escaped(text) : text) + '"');
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("\\u").append(HEX.toHexDigits((char) c)));
    return escaped.toString();
  }

  private static String pair(String name, String value) {
    return '"' + name + "\":" + value;
  }

  private static List<String> joined(List<List<String>> lists) {
    List<String> joined = new ArrayList<>();
    lists.forEach(joined::addAll);
    return joined;
  }
}
