package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.EventKey;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.Source;

/** An entry of the ledger. Rows of this table are inserted, and never changed (promise P5). */
@Entity
@Table(name = "entry")
@IdClass(EntryRow.Key.class)
public class EntryRow {
  @Id private long app;
  @Id private long sequence;

  @Column(name = "event_key")
  private byte[] eventKey = {};

  @Enumerated(EnumType.STRING)
  private Kind kind = Kind.SUBSCRIBED;

  private String account = "";
  private @Nullable String subscriber;
  private @Nullable String operator;
  private @Nullable String platform;

  @Column(name = "client_ip")
  private @Nullable String clientIp;

  @Column(name = "occurred_at")
  private long occurredAt;

  @Column(name = "recorded_at")
  private long recordedAt;

  @Enumerated(EnumType.STRING)
  private Source source = Source.CALLBACK;

  @Column(name = "delivery_id")
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

  /** The entry that this row holds. */
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

  /** An entry is known by its app and its sequence number there. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private long sequence;

    public Key() {}

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
