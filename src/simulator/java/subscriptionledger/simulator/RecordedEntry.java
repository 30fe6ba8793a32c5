package subscriptionledger.simulator;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import subscriptionledger.simulator.Happening.Line;

/** An entry as it is found in a ledger: what it says, under its number. */
public record RecordedEntry(long sequence, Line line) {

  /** An entry as the API gives it. */
  public static RecordedEntry of(JsonObject entry) {
    return new RecordedEntry(
        entry.getJsonNumber("sequence").longValueExact(),
        new Line(
            entry.getJsonNumber("app").longValueExact(),
            entry.getString("kind"),
            entry.getString("account"),
            entry.getString("subscriber", null),
            Instant.parse(entry.getString("occurredAt")).toEpochMilli(),
            entry.containsKey("detail") ? texts(entry.getJsonObject("detail")) : Map.of()));
  }

  /** What an account's detail says, field by field. */
  static Map<String, String> texts(JsonObject detail) {
    Map<String, String> texts = new TreeMap<>();
    detail.forEach((field, text) -> texts.put(field, ((JsonString) text).getString()));
    return texts;
  }
}
