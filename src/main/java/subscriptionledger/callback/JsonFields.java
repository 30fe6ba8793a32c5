package subscriptionledger.callback;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Ids;

/** The values of JSON fields. */
final class JsonFields {
  private JsonFields() {}

  /** Returns the id in a field; null if there is none or it is invalid. */
  static @Nullable String id(@Nullable JsonValue value) {
    String text = text(value);
    return text != null && Ids.isId(text) ? text : null;
  }

  static @Nullable String text(@Nullable JsonValue value) {
    return value instanceof JsonString text ? text.getString() : null;
  }
}
