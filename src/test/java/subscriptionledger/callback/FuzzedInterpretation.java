package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.callback.SampleCallback.APP;
import static subscriptionledger.callback.SampleCallback.NOW;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Interpretation;

/** What may be understood of a body, whatever it is. */
final class FuzzedInterpretation {
  /** Every sentence that we object with: none has room for anything that was sent. */
  private static final Pattern OBJECTION =
      Pattern.compile(
          "The body is (empty|nested too deeply|not UTF-8|not JSON|not a JSON object)\\."
              + "|An object in the body contains the same name twice\\."
              + "|A name in the body contains NUL or an unpaired surrogate\\."
              + "|A string in the body contains NUL or an unpaired surrogate\\."
              + "|A number in the body is out of range\\."
              + "|The CallbackCommand in the query differs from that in the body\\."
              + "|The (CallbackCommand|Official_Account) is missing or invalid\\."
              + "|The SubscribeAccountList is missing or null\\."
              + "|EventTime is (missing or not a number|not an integer of milliseconds)\\."
              + "|EventTime is before 2010 or in the future; it must be in milliseconds"
              + " since 1970\\."
              + "|No element of SubscribeAccountList has a valid Subscriber_Account\\."
              + "|Of the \\d+ elements of SubscribeAccountList, these have no valid"
              + " Subscriber_Account:"
              + " \\d+(, \\d+)*( and more)?\\.");

  private FuzzedInterpretation() {}

  static void assertReads(Interpretation interpretation, byte[] body) {
    if (interpretation.objection() != null) {
      assertThat(interpretation.objection()).matches(OBJECTION);
    }
    if (interpretation.notice() != null) {
      assertTells(interpretation.notice().events(), body);
      if (interpretation.objection() != null) {
        assertThat(interpretation.objection()).startsWith("Of the ");
      }
    }
  }

  /** The events are sound, and say what the body says, field by field. */
  private static void assertTells(List<Event> events, byte[] body) {
    JsonObject sent = object(new String(body, UTF_8));
    assertThat(events).isNotEmpty();
    for (Event event : events) {
      assertThat(event.app()).isEqualTo(APP);
      assertIsId(event.account());
      assertThat(event.account()).isEqualTo(sent.getString("Official_Account"));
      assertThat(event.origin().operator()).isEqualTo(id(sent.get("Operator_Account")));
      assertThat(event.occurredAt().toEpochMilli())
          .isEqualTo(sent.getJsonNumber("EventTime").longValueExact());
      assertThat(event.occurredAt())
          .isBetween(Instant.parse("2010-01-01T00:00:00Z"), NOW.plusSeconds(3600));
      assertThat(event.key()).isEqualTo(event.key());
    }
    if (events.get(0).subscriber() == null) {
      assertThat(events).hasSize(1);
    } else {
      assertThat(events.stream().map(event -> String.valueOf(event.subscriber())))
          .containsExactlyElementsOf(properSubscribers(sent.get("SubscribeAccountList")));
    }
  }

  private static List<String> properSubscribers(@Nullable JsonValue list) {
    Stream<JsonValue> elements =
        list instanceof JsonArray array ? array.stream() : Stream.ofNullable(list);
    return elements
        .map(
            element ->
                element instanceof JsonObject object ? object.get("Subscriber_Account") : element)
        .flatMap(value -> Stream.ofNullable(id(value)))
        .distinct()
        .toList();
  }

  /** Nothing is passed over that might have been news. */
  static void assertSaysNothing(@Nullable String command, byte[] body) {
    boolean carriesNotice =
        command == null || Command.of(command).filter(Command::carriesNotice).isPresent();
    if (carriesNotice) {
      JsonObject sent = object(new String(body, UTF_8));
      assertThat(
              sent.isEmpty() || JsonValue.EMPTY_JSON_ARRAY.equals(sent.get("SubscribeAccountList")))
          .isTrue();
    }
  }

  static void assertIsId(String text) {
    assertThat(isId(text)).as("is an id: %s", text).isTrue();
  }

  private static boolean isId(String text) {
    return text.codePoints().count() >= 1
        && text.codePoints().count() <= 255
        && text.chars().noneMatch(c -> c != '\t' && (c < 0x20 || (c >= 0x7f && c < 0xa0)));
  }

  private static @Nullable String id(@Nullable JsonValue value) {
    return value instanceof JsonString text && isId(text.getString()) ? text.getString() : null;
  }

  static JsonObject object(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(withoutMark(text)))) {
      return reader.readObject();
    }
  }

  static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
