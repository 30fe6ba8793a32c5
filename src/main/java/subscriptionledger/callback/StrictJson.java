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
 * Decides whether a body is JSON that means one thing only (RFC 8259, and I-JSON, RFC 7493): strict
 * UTF-8, an object, each name once, no NUL and no half of a surrogate pair in any text, numbers and
 * nesting within bounds, and nothing behind the end.
 *
 * <p>JSON-B is asked only afterwards. It would take the last of two equal names, guess the encoding
 * from the first bytes, and compute a number of a billion digits if asked to.
 */
final class StrictJson {
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  /** The provider's bodies nest three deep. */
  private static final int MAX_DEPTH = 32;

  /** What a double or a long can hold, with room to spare. */
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");

  private StrictJson() {}

  /**
   * The text of a body; empty when it is not UTF-8. A byte order mark before it is passed over (RFC
   * 8259, section 8.1).
   */
  static Optional<String> decode(byte[] body) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with a text, in one sentence; empty when it is a strict JSON object. */
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
