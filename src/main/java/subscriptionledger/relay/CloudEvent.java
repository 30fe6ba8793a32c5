package subscriptionledger.relay;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import subscriptionledger.entries.EntryPayload;
import subscriptionledger.http.Times;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Kind;

/**
 * An entry as a CloudEvent (version 1.0) in JSON.
 *
 * @param sequence the number of the entry, with leading zeros, so that it sorts as text; null, as
 *     the following, in a test
 * @param previous the number of the last entry before it that the sink gets, in the same form
 * @param partitionkey equal for all entries whose order matters to each other
 */
@JsonbPropertyOrder({
  "specversion",
  "id",
  "source",
  "type",
  "subject",
  "time",
  "datacontenttype",
  "sequence",
  "previous",
  "recordedtime",
  "partitionkey",
  "data"
})
public record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    String time,
    String datacontenttype,
    @Nullable String sequence,
    @Nullable String previous,
    @Nullable String recordedtime,
    @Nullable String partitionkey,
    @Nullable EntryPayload data) {
  private static final String TYPE = "chat.tencent.official-account.";

  /** Returns the event of an entry. */
  public static CloudEvent of(OutgoingEntry outgoing) {
    Entry entry = outgoing.entry();
    Event event = entry.event();
    String subscriber = event.subscriber();
    return new CloudEvent(
        "1.0",
        event.app() + "-" + entry.sequence(),
        "/apps/" + event.app(),
        TYPE + type(event.kind()),
        attribute(event.account()),
        Times.format(event.occurredAt()),
        "application/json",
        number(entry.sequence()),
        number(outgoing.previous()),
        Times.format(entry.recordedAt()),
        attribute(subscriber == null ? event.account() : subscriber),
        EntryPayload.of(entry));
  }

  /** Returns an event that is no entry, to test a target. */
  public static CloudEvent test(long app, String sink, Instant now) {
    return new CloudEvent(
        "1.0",
        app + "-test-" + UUID.randomUUID(),
        "/apps/" + app,
        TYPE + "test.v1",
        sink,
        Times.format(now),
        "application/json",
        null,
        null,
        null,
        null,
        null);
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case SUBSCRIBED -> "subscriber.added.v1";
      case UNSUBSCRIBED -> "subscriber.removed.v1";
      case ACCOUNT_CREATED -> "account.created.v1";
      case ACCOUNT_CHANGED -> "account.changed.v1";
      case ACCOUNT_DESTROYED -> "account.destroyed.v1";
      case ACCOUNT_FULL -> "account.full.v1";
    };
  }

  private static String number(long sequence) {
    return String.format(Locale.ROOT, "%019d", sequence);
  }

  /** Replaces tabs, which an id may contain and an attribute must not. */
  private static String attribute(String id) {
    return id.replace('\t', ' ');
  }
}
