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
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Notice.Subject;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.Reading;
import subscriptionledger.ledger.Reading.NotUnderstood;
import subscriptionledger.ledger.Reading.PartlyUnderstood;
import subscriptionledger.ledger.Reading.Understood;

/**
 * Makes the meaning out of an authentic callback: binds the JSON of the wire to a record and checks
 * it field by field. An optional field that is improper is left out, and is never a reason to
 * object. What it objects to names the field and never repeats its content, so that an objection
 * may stand in an answer and in a log.
 */
final class CallbackReader {
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final CallbackPayload NOTHING =
      new CallbackPayload(null, null, null, null, null, null, null, null, null, null);

  private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int MAX_ORIGIN_LENGTH = 64;
  private static final int OBJECTIONS_NAMED = 10;

  /** Every integer of as many digits is a long. */
  private static final int MAX_INTEGER_DIGITS = 18;

  /** What a callback means to us. */
  sealed interface Meaning {
    /** The provider's word for it; null when it has none that is proper. */
    @Nullable String command();

    /** Nothing for the ledger. */
    record NotForTheLedger(@Nullable String command) implements Meaning {}

    /** Something to keep: entries, or a case for the quarantine. */
    record ToKeep(@Nullable String command, Reading reading) implements Meaning {}
  }

  /** Why a callback is not understood, thrown from wherever in it the reason is found. */
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
   * @param app the SDKAppID that the notice will be about
   * @param now the time against which EventTime is checked
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
   * A command that carries no notice is answered by its name alone: a "before" command must be
   * allowed whatever else it says.
   */
  private Meaning notJson(String objection) {
    String command = properCommand();
    boolean carriesNone =
        command != null && Command.of(command).filter(Command::carriesNotice).isEmpty();
    return carriesNone
        ? new Meaning.NotForTheLedger(command)
        : new Meaning.ToKeep(command, new NotUnderstood(objection));
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
      return new Meaning.ToKeep(command, reading(known.get(), payload));
    } catch (ObjectionException e) {
      return new Meaning.ToKeep(command, new NotUnderstood(e.objection()));
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

  private Reading reading(Command command, CallbackPayload payload) throws ObjectionException {
    Subject subject = subject(payload);
    return switch (command) {
      case AFTER_ADD_SUBSCRIBER, AFTER_DELETE_SUBSCRIBER ->
          subscribers(command, subject, payload.subscribers());
      case AFTER_CREATE -> new Understood(new Notice.AccountCreated(subject, detail(payload)));
      case AFTER_INFO_CHANGED ->
          new Understood(new Notice.AccountChanged(subject, detail(payload)));
      case AFTER_DESTROYED -> new Understood(new Notice.AccountDestroyed(subject, detail(payload)));
      case AFTER_FULL -> new Understood(new Notice.AccountFull(subject));
      default -> throw new IllegalArgumentException(command + " carries no notice");
    };
  }

  private Subject subject(CallbackPayload payload) throws ObjectionException {
    String account = properId(payload.account());
    if (account == null) {
      throw new ObjectionException("The Official_Account is missing or invalid.");
    }
    Origin origin =
        new Origin(
            properId(payload.operator()),
            query.platform().filter(CallbackReader::isOrigin).orElse(null),
            query.clientIp().filter(CallbackReader::isOrigin).orElse(null));
    return new Subject(app, account, origin, occurredAt(payload.eventTime()));
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
   * The value counts, not how it is written: 1.67057441412E12 is the integer 1670574414120. No
   * digits are written out before the number is known to have few of them.
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

  private static Reading subscribers(
      Command command, Subject subject, @Nullable JsonValue subscribers) throws ObjectionException {
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
            ? new Notice.Subscribed(subject, proper)
            : new Notice.Unsubscribed(subject, proper);
    return improper.isEmpty()
        ? new Understood(notice)
        : new PartlyUnderstood(notice, improperElements(improper, list.size()));
  }

  /** An element is an object by the documentation; the bare id means the same. */
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

  /** The id that a field holds; null when it holds none that is proper. */
  private static @Nullable String properId(@Nullable JsonValue value) {
    String text = text(value);
    return text != null && Ids.isId(text) ? text : null;
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return value instanceof JsonString text ? text.getString() : null;
  }

  /** What the query says of the origin is kept where it is sane; it is never a reason to refuse. */
  private static boolean isOrigin(String text) {
    return !text.isEmpty() && text.length() <= MAX_ORIGIN_LENGTH && Ids.hasProperCharacters(text);
  }

  /** The console's check of the URL sends an object without a name (found in the wild). */
  private static boolean isEmptyObject(String strictObject) {
    String object = strictObject.strip();
    return object.substring(1, object.length() - 1).isBlank();
  }
}
