package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The number of the last entry of an app that is part of the activity sums. */
@Entity
@Table(name = "activity_head")
public class ActivityHeadRow {
  @Id private long app;

  @Column(name = "last_sequence")
  private long lastSequence;

  protected ActivityHeadRow() {}

  ActivityHeadRow(long app) {
    this.app = app;
  }

  long lastSequence() {
    return lastSequence;
  }

  void moveTo(long sequence) {
    this.lastSequence = sequence;
  }
}
