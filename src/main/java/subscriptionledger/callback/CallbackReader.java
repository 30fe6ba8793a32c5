package subscriptionledger.callback;

import jakarta.json.JsonArray;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Ids;
import subscriptionledger.ledger.Interpretation;
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

  private static final int MAX_ORIGIN_LENGTH = 64;

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

  Interpretation read(byte[] body) {
    Optional<String> text = StrictJson.decode(body);
    Optional<String> objection =
        text.isEmpty() ? Optional.of("The body is not UTF-8.") : StrictJson.objection(text.get());
    if (objection.isPresent()) {
      return notJson(objection.get());
    }
    CallbackPayload payload = JSON.fromJson(text.orElseThrow(), CallbackPayload.class);
    if (payload.equals(NOTHING) && isEmptyObject(text.orElseThrow())) {
      return Interpretation.nothingForTheLedger(properCommand());
    }
    return read(payload);
  }

  /**
   * Interprets a body that is not JSON. A command without a notice is answered by its name alone,
   * because a "before" command must be allowed whatever its body contains.
   */
  private Interpretation notJson(String objection) {
    String command = properCommand();
    boolean carriesNone =
        command != null && Command.of(command).filter(Command::carriesNotice).isEmpty();
    return carriesNone
        ? Interpretation.nothingForTheLedger(command)
        : Interpretation.notUnderstood(command, objection);
  }

  private @Nullable String properCommand() {
    return query.command().filter(Ids::isId).orElse(null);
  }

  private Interpretation read(CallbackPayload payload) {
    String command = properCommand();
    try {
      command = command(payload);
      Optional<Command> known = Command.of(command).filter(Command::carriesNotice);
      if (known.isEmpty() || isEmptyList(known.get(), payload)) {
        return Interpretation.nothingForTheLedger(command);
      }
      return interpretation(known.get(), payload);
    } catch (ObjectionException e) {
      return Interpretation.notUnderstood(command, e.objection());
    }
  }

  private String command(CallbackPayload payload) throws ObjectionException {
    String inBody = JsonFields.id(payload.command());
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
    if (listsSubscribers(command)) {
      return SubscriberList.interpret(command, header, payload.subscribers());
    }
    return Interpretation.understood(
        command.word(),
        switch (command) {
          case AFTER_CREATE -> new Notice.AccountCreated(header, detail(payload));
          case AFTER_INFO_CHANGED -> new Notice.AccountChanged(header, detail(payload));
          case AFTER_DESTROYED -> new Notice.AccountDestroyed(header, detail(payload));
          case AFTER_FULL -> new Notice.AccountFull(header);
          default -> throw new IllegalArgumentException(command + " contains no notice");
        });
  }

  private NoticeHeader header(CallbackPayload payload) throws ObjectionException {
    String account = JsonFields.id(payload.account());
    if (account == null) {
      throw new ObjectionException("The Official_Account is missing or invalid.");
    }
    Origin origin =
        new Origin(
            JsonFields.id(payload.operator()),
            query.platform().filter(CallbackReader::isOrigin).orElse(null),
            query.clientIp().filter(CallbackReader::isOrigin).orElse(null));
    return new NoticeHeader(app, account, origin, EventTime.parse(payload.eventTime(), now));
  }

  private static boolean listsSubscribers(Command command) {
    return command == Command.AFTER_ADD_SUBSCRIBER || command == Command.AFTER_DELETE_SUBSCRIBER;
  }

  private static boolean isEmptyList(Command command, CallbackPayload payload) {
    return listsSubscribers(command)
        && payload.subscribers() instanceof JsonArray list
        && list.isEmpty();
  }

  private static AccountDetail detail(CallbackPayload payload) {
    return new AccountDetail(
        JsonFields.text(payload.name()),
        JsonFields.id(payload.owner()),
        JsonFields.text(payload.introduction()),
        JsonFields.text(payload.faceUrl()),
        JsonFields.text(payload.organization()));
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
