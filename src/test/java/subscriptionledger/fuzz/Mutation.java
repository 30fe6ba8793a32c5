package subscriptionledger.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * One thing that goes wrong with bytes on their way.
 *
 * @param position where, counted round and round
 * @param length how many bytes, where that matters
 * @param value which bit, byte or fragment
 */
record Mutation(Kind kind, int position, int length, int value) {
  /** Bytes that mean something in JSON, in UTF-8 or in a query; in Latin-1. */
  private static final List<String> FRAGMENTS =
      List.of(
          "\0",
          "\t",
          "\r",
          "\n",
          " ",
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "-",
          "0",
          "1e9999",
          "null",
          "\\u0000",
          "\\ud800",
          "\\udc00",
          "//",
          "'",
          "&",
          "=",
          "%",
          "%00",
          "%zz",
          "%C0%80",
          "+",
          ";",
          "#",
          "?",
          "\u007f",
          "\u00ef\u00bb\u00bf",
          "\u00fe\u00ff",
          "\u00c0\u0080",
          "\u00ed\u00a0\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u00ff",
          "\u00c3");

  /** What it is that goes wrong. */
  enum Kind {
    FLIP_A_BIT,
    REPLACE,
    INSERT,
    DELETE,
    REPEAT,
    TRUNCATE
  }

  static Arbitrary<Mutation> any() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, 9_999),
            Arbitraries.integers().between(1, 40),
            Arbitraries.integers().between(0, 255))
        .as(Mutation::new);
  }

  static byte[] applyAll(List<Mutation> mutations, byte[] bytes) {
    byte[] mutated = bytes;
    for (Mutation mutation : mutations) {
      mutated = mutation.apply(mutated);
    }
    return mutated;
  }

  private byte[] apply(byte[] bytes) {
    if (bytes.length == 0) {
      return kind == Kind.INSERT ? fragment() : bytes;
    }
    int start = position % bytes.length;
    int end = Math.min(bytes.length, start + length);
    return switch (kind) {
      case FLIP_A_BIT -> with(bytes, start, bytes[start] ^ (1 << (value % 8)));
      case REPLACE -> with(bytes, start, value);
      case INSERT -> joined(head(bytes, start), fragment(), tail(bytes, start));
      case DELETE -> joined(head(bytes, start), tail(bytes, end));
      case REPEAT -> joined(head(bytes, end), tail(bytes, start));
      case TRUNCATE -> head(bytes, start);
    };
  }

  private byte[] fragment() {
    return FRAGMENTS.get(value % FRAGMENTS.size()).getBytes(ISO_8859_1);
  }

  private static byte[] with(byte[] bytes, int index, int value) {
    byte[] changed = bytes.clone();
    changed[index] = (byte) value;
    return changed;
  }

  private static byte[] head(byte[] bytes, int end) {
    return Arrays.copyOf(bytes, end);
  }

  private static byte[] tail(byte[] bytes, int start) {
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
