package subscriptionledger.bench.peer;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import subscriptionledger.bench.peer.CallbackController.Received;

/** An entry of the ledger. */
@Entity
public class Entry {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "entry")
  @SequenceGenerator(name = "entry", sequenceName = "entry_sequence")
  private long sequence;

  private long app;
  private byte[] eventKey;
  private String kind;
  private String account;
  private String subscriber;
  private String operator;
  private String platform;
  private String clientIp;
  private long occurredAt;
  private long recordedAt;
  private String source;
  private long deliveryId;

  protected Entry() {}

  Entry(Received received, String subscriber, byte[] eventKey, long deliveryId) {
    this.app = received.app();
    this.eventKey = eventKey;
    this.kind = received.kind();
    this.account = received.callback().account();
    this.subscriber = subscriber;
    this.operator = received.callback().operator();
    this.platform = received.platform();
    this.clientIp = received.clientIp();
    this.occurredAt = received.callback().eventTime();
    this.recordedAt = System.currentTimeMillis();
    this.source = "CALLBACK";
    this.deliveryId = deliveryId;
  }

  long sequence() {
    return sequence;
  }
}
