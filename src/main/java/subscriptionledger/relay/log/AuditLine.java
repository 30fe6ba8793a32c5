package subscriptionledger.relay.log;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;

/**
 * An entry in the format of the audit log: one JSON object without the unknown fields. JSON keeps
 * it on one line whatever characters an id contains, so no id can imitate a line of the log.
 */
final class AuditLine {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private AuditLine() {}

  static String of(Entry entry) {
    Event event = entry.event();
    JsonObjectBuilder line =
        JSON.createObjectBuilder()
            .add("app", event.app())
            .add("sequence", entry.sequence())
            .add("kind", event.kind().name())
            .add("account", event.account());
    addKnown(line, "subscriber", event.subscriber());
    addKnown(line, "operator", event.origin().operator());
    addKnown(line, "platform", event.origin().platform());
    addKnown(line, "clientIp", event.origin().clientIp());
    return line.add("occurredAt", event.occurredAt().toString())
        .add("recordedAt", entry.recordedAt().toString())
        .add("delivery", entry.delivery())
        .build()
        .toString();
  }

  private static void addKnown(JsonObjectBuilder line, String name, @Nullable String value) {
    if (value != null) {
      line.add(name, value);
    }
  }
}
