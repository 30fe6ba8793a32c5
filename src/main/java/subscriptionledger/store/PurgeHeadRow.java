package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The number up to which an app's raw deliveries have been removed. */
@Entity
@Table(name = "purge_head")
public class PurgeHeadRow {
  @Id private long app;

  @Column(name = "last_delivery")
  private long lastDelivery;

  protected PurgeHeadRow() {}

  PurgeHeadRow(long app) {
    this.app = app;
  }

  long lastDelivery() {
    return lastDelivery;
  }

  void moveTo(long delivery) {
    this.lastDelivery = delivery;
  }
}
