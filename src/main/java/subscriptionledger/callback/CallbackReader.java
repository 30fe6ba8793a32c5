package subscriptionledger.callback;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Ids;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Interpretation.NotUnderstood;
import subscriptionledger.ledger.Interpretation.PartlyUnderstood;
import subscriptionledger.ledger.Interpretation.Understood;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Notice.NoticeHeader;
import subscriptionledger.ledger.Origin;

/**
 * Interprets an authentic callback: binds its JSON to a record and checks each field. It omits an
 * invalid optional field without an objection. An objection names the field and never repeats its
 * content, so that it can appear in an answer and in a log.
 */
final class CallbackReader {
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final CallbackPayload NOTHING =
      new CallbackPayload(null, null, null, null, null, null, null, null, null, null);

  private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int MAX_ORIGIN_LENGTH = 64;
  private static final int OBJECTIONS_NAMED = 10;

  /**
   * The maximum number of digits of an EventTime. A longer number is refused because it may not fit
   * into a long.
   */
  private static final int MAX_INTEGER_DIGITS = 18;

  /** The meaning of a callback for the ledger. */
  sealed interface Meaning {
    /** Returns the provider's command word; null if there is none or it is invalid. */
    @Nullable String command();

    /** A callback that the ledger does not record. */
    record NotForTheLedger(@Nullable String command) implements Meaning {}

    /** A callback that is kept: as entries, in quarantine, or both. */
    record ForTheLedger(@Nullable String command, Interpretation interpretation)
        implements Meaning {}
  }

  /** Signals an objection from the place in the callback where it was found. */
  private static final class ObjectionException extends Exception {
    private static final long serialVersionUID = 1L;

    ObjectionException(String objection) {
      super(objection, null, false, false);
    }

    String objection() {
      return Objects.requireNonNull(getMessage());
    }
  }

  private final CallbackQuery query;
  private final long app;
  private final Instant now;

  /**
   * Creates a reader for one callback.
   *
   * @param app the SDKAppID of the notice
   * @param now the current time, against which EventTime is checked
   */
  CallbackReader(CallbackQuery query, long app, Instant now) {
    this.query = query;
    this.app = app;
    this.now = now;
  }

  Meaning read(byte[] body) {
    Optional<String> text = StrictJson.decode(body);
    Optional<String> objection =
        text.isEmpty() ? Optional.of("The body is not UTF-8.") : StrictJson.objection(text.get());
    if (objection.isPresent()) {
      return notJson(objection.get());
    }
    CallbackPayload payload = JSON.fromJson(text.orElseThrow(), CallbackPayload.class);
    if (payload.equals(NOTHING) && isEmptyObject(text.orElseThrow())) {
      return new Meaning.NotForTheLedger(properCommand());
    }
    return read(payload);
  }

  /**
   * Interprets a body that is not JSON. A command without a notice is answered by its name alone,
   * because a "before" command must be allowed whatever its body contains.
   */
  private Meaning notJson(String objection) {
    String command = properCommand();
    boolean carriesNone =
        command != null && Command.of(command).filter(Command::carriesNotice).isEmpty();
    return carriesNone
        ? new Meaning.NotForTheLedger(command)
        : new Meaning.ForTheLedger(command, new NotUnderstood(objection));
  }

  private @Nullable String properCommand() {
    return query.command().filter(Ids::isId).orElse(null);
  }

  private Meaning read(CallbackPayload payload) {
    String command = properCommand();
    try {
      command = command(payload);
      Optional<Command> known = Command.of(command).filter(Command::carriesNotice);
      if (known.isEmpty() || isEmptyList(known.get(), payload)) {
        return new Meaning.NotForTheLedger(command);
      }
      return new Meaning.ForTheLedger(command, interpretation(known.get(), payload));
    } catch (ObjectionException e) {
      return new Meaning.ForTheLedger(command, new NotUnderstood(e.objection()));
    }
  }

  private String command(CallbackPayload payload) throws ObjectionException {
    String inBody = properId(payload.command());
    Optional<String> inQuery = query.command();
    if (inBody != null && inQuery.isPresent() && !inBody.equals(inQuery.get())) {
      throw new ObjectionException(
          "The CallbackCommand in the query differs from that in the body.");
    }
    String command = inBody == null ? properCommand() : inBody;
    if (command == null) {
      throw new ObjectionException("The CallbackCommand is missing or invalid.");
    }
    return command;
  }

  private Interpretation interpretation(Command command, CallbackPayload payload)
      throws ObjectionException {
    NoticeHeader header = header(payload);
    return switch (command) {
      case AFTER_ADD_SUBSCRIBER, AFTER_DELETE_SUBSCRIBER ->
          subscribers(command, header, payload.subscribers());
      case AFTER_CREATE -> new Understood(new Notice.AccountCreated(header, detail(payload)));
      case AFTER_INFO_CHANGED -> new Understood(new Notice.AccountChanged(header, detail(payload)));
      case AFTER_DESTROYED -> new Understood(new Notice.AccountDestroyed(header, detail(payload)));
      case AFTER_FULL -> new Understood(new Notice.AccountFull(header));
      default -> throw new IllegalArgumentException(command + " contains no notice");
    };
  }

  private NoticeHeader header(CallbackPayload payload) throws ObjectionException {
    String account = properId(payload.account());
    if (account == null) {
      throw new ObjectionException("The Official_Account is missing or invalid.");
    }
    Origin origin =
        new Origin(
            properId(payload.operator()),
            query.platform().filter(CallbackReader::isOrigin).orElse(null),
            query.clientIp().filter(CallbackReader::isOrigin).orElse(null));
    return new NoticeHeader(app, account, origin, occurredAt(payload.eventTime()));
  }

  private Instant occurredAt(@Nullable JsonValue eventTime) throws ObjectionException {
    if (!(eventTime instanceof JsonNumber number)) {
      throw new ObjectionException("EventTime is missing or not a number.");
    }
    Instant occurredAt = Instant.ofEpochMilli(millis(number.bigDecimalValue()));
    if (occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(now.plus(CLOCK_SKEW))) {
      throw new ObjectionException(
          "EventTime is before 2010 or in the future; it must be in milliseconds since 1970.");
    }
    return occurredAt;
  }

  /**
   * Converts EventTime to milliseconds. Only the value matters, not its notation: 1.67057441412E12
   * is the integer 1670574414120. The number of digits is checked before they are written out,
   * because a huge exponent would exhaust the memory.
   */
  private static long millis(BigDecimal value) throws ObjectionException {
    BigDecimal shortest = value.stripTrailingZeros();
    if (shortest.scale() > 0 || shortest.precision() - shortest.scale() > MAX_INTEGER_DIGITS) {
      throw new ObjectionException("EventTime is not an integer of milliseconds.");
    }
    return shortest.longValueExact();
  }

  private static boolean isEmptyList(Command command, CallbackPayload payload) {
    boolean listsSubscribers =
        command == Command.AFTER_ADD_SUBSCRIBER || command == Command.AFTER_DELETE_SUBSCRIBER;
    return listsSubscribers && payload.subscribers() instanceof JsonArray list && list.isEmpty();
  }

  private static Interpretation subscribers(
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
      return new NotUnderstood(
          "No element of SubscribeAccountList has a valid Subscriber_Account.");
    }
    Notice notice =
        command == Command.AFTER_ADD_SUBSCRIBER
            ? new Notice.Subscribed(header, proper)
            : new Notice.Unsubscribed(header, proper);
    return improper.isEmpty()
        ? new Understood(notice)
        : new PartlyUnderstood(notice, improperElements(improper, list.size()));
  }

  /**
   * Returns the subscriber in an element of the list. According to the documentation an element is
   * an object; a bare id has the same meaning.
   */
  private static Optional<String> subscriber(JsonValue element) {
    return Optional.ofNullable(
        properId(
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

  private static AccountDetail detail(CallbackPayload payload) {
    return new AccountDetail(
        text(payload.name()),
        properId(payload.owner()),
        text(payload.introduction()),
        text(payload.faceUrl()),
        text(payload.organization()));
  }

  /** Returns the id in a field; null if there is none or it is invalid. */
  private static @Nullable String properId(@Nullable JsonValue value) {
    String text = text(value);
    return text != null && Ids.isId(text) ? text : null;
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return value instanceof JsonString text ? text.getString() : null;
  }

  /**
   * Returns true if a text about the origin is fit to be stored. Unfit text is omitted and is never
   * a reason to refuse a callback.
   */
  private static boolean isOrigin(String text) {
    return !text.isEmpty() && text.length() <= MAX_ORIGIN_LENGTH && Ids.hasProperCharacters(text);
  }

  /**
   * Returns true for an object without fields, which the provider's console sends to check the URL
   * (observed, not documented).
   */
  private static boolean isEmptyObject(String strictObject) {
    String object = strictObject.strip();
    return object.substring(1, object.length() - 1).isBlank();
  }
}
