package subscriptionledger.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.Source;
import subscriptionledger.store.BulkTable.BulkColumn;

/** An entry of the ledger. Rows of this table are inserted and never changed (promise P5). */
@Entity
@Table(name = "entry")
@IdClass(EntryRow.Key.class)
public class EntryRow {
  static final BulkTable<EntryRow> TABLE =
      new BulkTable<>(
          "entry",
          List.of("app", "sequence"),
          List.of(
              BulkColumn.number("app", row -> row.app),
              BulkColumn.number("sequence", row -> row.sequence),
              BulkColumn.bytes("event_key", row -> row.eventKey),
              BulkColumn.text("kind", row -> row.kind.name()),
              BulkColumn.text("account", row -> row.account),
              BulkColumn.text("subscriber", row -> row.subscriber),
              BulkColumn.text("operator", row -> row.operator),
              BulkColumn.text("platform", row -> row.platform),
              BulkColumn.text("client_ip", row -> row.clientIp),
              BulkColumn.number("occurred_at", row -> row.occurredAt),
              BulkColumn.number("recorded_at", row -> row.recordedAt),
              BulkColumn.text("source", row -> row.source.name()),
              BulkColumn.number("delivery_id", row -> row.delivery),
              BulkColumn.text("detail", row -> row.detail)));

  /** The columns by which an event is found. The event's key covers its time. */
  static final List<String> EVENT = List.of("occurred_at", "event_key");

  @Id private long app;
  @Id private long sequence;

  @jakarta.persistence.Column(name = "event_key")
  private byte[] eventKey = {};

  @Enumerated(EnumType.STRING)
  private Kind kind = Kind.SUBSCRIBED;

  private String account = "";
  private @Nullable String subscriber;
  private @Nullable String operator;
  private @Nullable String platform;

  @jakarta.persistence.Column(name = "client_ip")
  private @Nullable String clientIp;

  @jakarta.persistence.Column(name = "occurred_at")
  private long occurredAt;

  @jakarta.persistence.Column(name = "recorded_at")
  private long recordedAt;

  @Enumerated(EnumType.STRING)
  private Source source = Source.CALLBACK;

  @jakarta.persistence.Column(name = "delivery_id")
  private long delivery;

  private @Nullable String detail;

  protected EntryRow() {}

  EntryRow(Entry entry) {
    Event event = entry.event();
    this.app = event.app();
    this.sequence = entry.sequence();
    this.eventKey = entry.key().bytes();
    this.kind = event.kind();
    this.account = event.account();
    this.subscriber = event.subscriber();
    this.operator = event.origin().operator();
    this.platform = event.origin().platform();
    this.clientIp = event.origin().clientIp();
    this.occurredAt = event.occurredAt().toEpochMilli();
    this.recordedAt = entry.recordedAt().toEpochMilli();
    this.source = entry.source();
    this.delivery = entry.delivery();
    this.detail = DetailText.of(event.detail());
  }

  /** Returns a row that agrees in {@link #EVENT} with the entry of an event, if there is one. */
  static EntryRow sample(EventKey key, Event event) {
    EntryRow row = new EntryRow();
    row.eventKey = key.bytes();
    row.occurredAt = event.occurredAt().toEpochMilli();
    return row;
  }

  /** Returns the entry in this row. */
  public Entry toEntry() {
    return new Entry(
        sequence,
        EventKey.ofBytes(eventKey),
        new Event(
            app,
            kind,
            account,
            subscriber,
            new Origin(operator, platform, clientIp),
            Instant.ofEpochMilli(occurredAt),
            DetailText.parse(detail)),
        Instant.ofEpochMilli(recordedAt),
        source,
        delivery);
  }

  /** The primary key: the app and the sequence number. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private long sequence;

    public Key() {}

    Key(long app, long sequence) {
      this.app = app;
      this.sequence = sequence;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && app == that.app && sequence == that.sequence;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(31 * app + sequence);
    }
  }
}
