package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks that a body is unambiguous JSON (RFC 8259, and I-JSON, RFC 7493): strict UTF-8; an object;
 * unique names; no NUL and no unpaired surrogate in any string; numbers and nesting within limits;
 * nothing after the end.
 *
 * <p>Only then is the body passed to JSON-B, which would use the last of two equal names, guess the
 * encoding from the first bytes, and expand a number to a billion digits.
 */
final class StrictJson {
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  /**
   * The maximum nesting depth; a deeper body is refused. The provider's bodies have three levels.
   */
  private static final int MAX_DEPTH = 32;

  /** The accepted numbers: more than a double or a long can hold. */
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");

  private StrictJson() {}

  /**
   * Decodes a body; empty if it is not UTF-8. A leading byte order mark is removed (RFC 8259,
   * section 8.1).
   */
  static Optional<String> decode(byte[] body) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns one sentence that describes the first error in a text; empty if the text is a strict
   * JSON object.
   */
  static Optional<String> objection(String text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      return objection(parser);
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      return Optional.of("The body is not JSON.");
    }
  }

  private static Optional<String> objection(JsonParser parser) {
    Deque<Set<String>> names = new ArrayDeque<>();
    boolean first = true;
    while (parser.hasNext()) {
      JsonParser.Event event = parser.next();
      if (first && event != JsonParser.Event.START_OBJECT) {
        return Optional.of("The body is not a JSON object.");
      }
      first = false;
      switch (event) {
        case START_OBJECT, START_ARRAY -> {
          if (names.size() == MAX_DEPTH) {
            return Optional.of("The body is nested too deeply.");
          }
          names.push(new HashSet<>());
        }
        case END_OBJECT, END_ARRAY -> names.pop();
        case KEY_NAME -> {
          String name = parser.getString();
          if (!isText(name)) {
            return Optional.of("A name in the body contains NUL or an unpaired surrogate.");
          }
          if (!names.element().add(name)) {
            return Optional.of("An object in the body contains the same name twice.");
          }
        }
        case VALUE_STRING -> {
          if (!isText(parser.getString())) {
            return Optional.of("A string in the body contains NUL or an unpaired surrogate.");
          }
        }
        case VALUE_NUMBER -> {
          if (!NUMBER.matcher(parser.getString()).matches()) {
            return Optional.of("A number in the body is out of range.");
          }
        }
        case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
      }
    }
    return first ? Optional.of("The body is empty.") : Optional.empty();
  }

  private static boolean isText(String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c == '\0' || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        return false;
      }
    }
    return true;
  }
}
