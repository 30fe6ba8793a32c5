package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
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

/** An entry of the ledger. Rows of this table are inserted and never changed (promise P5). */
@Entity
@Table(name = "entry")
@IdClass(EntryRow.Key.class)
public class EntryRow {
  public static final BulkTable<EntryRow> TABLE = BulkTable.of(EntryRow.class);

  /**
   * The hint that EclipseLink need not keep copies to detect changes, because entries do not
   * change. Another provider would ignore the hint (Jakarta Persistence, 3.11.2).
   */
  static final String READ_ONLY = "eclipselink.read-only";

  /** The columns by which an event is found. The event's key covers its time. */
  public static final List<String> EVENT = List.of("app", "occurred_at", "event_key");

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

  /** Creates the row of an entry. */
  public EntryRow(Entry entry) {
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
  public static EntryRow sample(EventKey key, Event event) {
    EntryRow row = sample(event.app(), 0);
    row.eventKey = key.bytes();
    row.occurredAt = event.occurredAt().toEpochMilli();
    return row;
  }

  /** Returns a row with the key of an entry. */
  public static EntryRow sample(long app, long sequence) {
    EntryRow row = new EntryRow();
    row.app = app;
    row.sequence = sequence;
    return row;
  }

  /** Returns the first entries of an app in a range of numbers, in order. */
  public static List<Entry> after(
      EntityManager entityManager, long app, long after, long upTo, int limit) {
    return entityManager
        .createQuery(
            "SELECT e FROM EntryRow e WHERE e.app = :app AND e.sequence > :after"
                + " AND e.sequence <= :upTo ORDER BY e.app, e.sequence",
            EntryRow.class)
        .setParameter("app", app)
        .setParameter("after", after)
        .setParameter("upTo", upTo)
        .setHint(READ_ONLY, true)
        .setMaxResults(limit)
        .getResultStream()
        .map(EntryRow::toEntry)
        .toList();
  }

  public EventKey eventKey() {
    return EventKey.ofBytes(eventKey);
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
