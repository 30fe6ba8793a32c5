package subscriptionledger.bench.plainjpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import subscriptionledger.ledger.Event;

/** An entry of the ledger. */
@Entity
@Table(name = "entry")
public class EntryLine {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "entry")
  @SequenceGenerator(name = "entry", sequenceName = "entry_sequence")
  private long sequence;

  @Column private long app;

  @Column(name = "event_key")
  private byte[] eventKey;

  @Column private String kind;
  @Column private String account;
  @Column private String subscriber;
  @Column private String operator;
  @Column private String platform;

  @Column(name = "client_ip")
  private String clientIp;

  @Column(name = "occurred_at")
  private long occurredAt;

  @Column(name = "recorded_at")
  private long recordedAt;

  @Column private String source;

  @Column(name = "delivery_id")
  private long delivery;

  protected EntryLine() {}

  EntryLine(Event event, Instant recordedAt, long delivery) {
    this.app = event.app();
    this.eventKey = event.key().bytes();
    this.kind = event.kind().name();
    this.account = event.account();
    this.subscriber = event.subscriber();
    this.operator = event.origin().operator();
    this.platform = event.origin().platform();
    this.clientIp = event.origin().clientIp();
    this.occurredAt = event.occurredAt().toEpochMilli();
    this.recordedAt = recordedAt.toEpochMilli();
    this.source = "CALLBACK";
    this.delivery = delivery;
  }

  long sequence() {
    return sequence;
  }
}
