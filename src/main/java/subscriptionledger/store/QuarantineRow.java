package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * A delivery that was not understood, wholly or in part, and why. It has a table of its own because
 * it is rare: so nothing has to be indexed, or looked at, for the many deliveries that are
 * understood.
 */
@Entity
@Table(name = "quarantine")
@IdClass(DeliveryRow.Key.class)
public class QuarantineRow {
  @Id private long app;

  @Id
  @Column(name = "delivery_id")
  private long number;

  private String reason = "";

  protected QuarantineRow() {}

  QuarantineRow(long app, long number, String reason) {
    this.app = app;
    this.number = number;
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
