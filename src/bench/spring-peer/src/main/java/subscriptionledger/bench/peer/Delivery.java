package subscriptionledger.bench.peer;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import subscriptionledger.bench.peer.CallbackController.Received;

/** A callback as it came. */
@Entity
public class Delivery {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "delivery")
  @SequenceGenerator(name = "delivery", sequenceName = "delivery_sequence")
  private long id;

  private long app;
  private String command;
  private long receivedAt;
  private String query;
  private byte[] body;
  private String outcome;

  protected Delivery() {}

  Delivery(Received received, String outcome) {
    this.app = received.app();
    this.command = received.callback().command();
    this.receivedAt = System.currentTimeMillis();
    this.query = received.query();
    this.body = received.body();
    this.outcome = outcome;
  }

  long id() {
    return id;
  }
}
