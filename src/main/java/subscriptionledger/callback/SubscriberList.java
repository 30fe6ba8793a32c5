package subscriptionledger.callback;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Notice.NoticeHeader;

/** The provider's SubscribeAccountList. */
final class SubscriberList {
  private static final int OBJECTIONS_NAMED = 10;

  private SubscriberList() {}

  /** Interprets the list; elements without a valid id are named in an objection. */
  static Interpretation interpret(
      Command command, NoticeHeader header, @Nullable JsonValue subscribers)
      throws ObjectionException {
    if (subscribers == null || subscribers.getValueType() == JsonValue.ValueType.NULL) {
      throw new ObjectionException("The SubscribeAccountList is missing or null.");
    }
    List<? extends JsonValue> list =
        subscribers instanceof JsonArray array ? array : List.of(subscribers);
    List<String> proper = new ArrayList<>();
    List<Integer> improper = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Optional<String> subscriber = subscriber(list.get(i));
      subscriber.ifPresent(proper::add);
      if (subscriber.isEmpty()) {
        improper.add(i + 1);
      }
    }
    if (proper.isEmpty()) {
      throw new ObjectionException(
          "No element of SubscribeAccountList has a valid Subscriber_Account.");
    }
    Notice notice =
        command == Command.AFTER_ADD_SUBSCRIBER
            ? new Notice.Subscribed(header, proper)
            : new Notice.Unsubscribed(header, proper);
    return new Interpretation(
        command.word(),
        notice,
        improper.isEmpty() ? null : improperElements(improper, list.size()));
  }

  /**
   * Returns the subscriber in an element of the list. According to the documentation an element is
   * an object; a bare id has the same meaning.
   */
  private static Optional<String> subscriber(JsonValue element) {
    return Optional.ofNullable(
        JsonFields.id(
            element instanceof JsonObject object ? object.get("Subscriber_Account") : element));
  }

  private static String improperElements(List<Integer> improper, int size) {
    String named =
        String.join(", ", improper.stream().limit(OBJECTIONS_NAMED).map(String::valueOf).toList());
    String more = improper.size() > OBJECTIONS_NAMED ? " and more" : "";
    return String.format(
        Locale.ROOT,
        "Of the %d elements of SubscribeAccountList, these have no valid Subscriber_Account: %s%s.",
        size,
        named,
        more);
  }
}
