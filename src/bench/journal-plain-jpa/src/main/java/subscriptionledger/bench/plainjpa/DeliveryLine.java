package subscriptionledger.bench.plainjpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import subscriptionledger.ledger.Delivery;

/** A delivery as it came. */
@Entity
@Table(name = "delivery")
public class DeliveryLine {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "delivery")
  @SequenceGenerator(name = "delivery", sequenceName = "delivery_sequence")
  private long id;

  @Column private long app;
  @Column private String command;

  @Column(name = "received_at")
  private long receivedAt;

  @Column private String query;
  @Column private byte[] body;
  @Column private String outcome;

  protected DeliveryLine() {}

  DeliveryLine(Delivery delivery, String outcome) {
    this.app = delivery.app();
    this.command = delivery.interpretation().command();
    this.receivedAt = delivery.receivedAt().toEpochMilli();
    this.query = delivery.query();
    this.body = delivery.body();
    this.outcome = outcome;
  }

  long id() {
    return id;
  }
}
