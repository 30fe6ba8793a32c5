package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import subscriptionledger.ledger.Head;

/**
 * The {@link Head} of an app. Only the holder of the lock on this row, on any node, assigns numbers
 * to the app's deliveries and entries (promise P3).
 */
@Entity
@Table(name = "app_head")
public class HeadRow {
  public static final BulkTable<HeadRow> TABLE = BulkTable.of(HeadRow.class);

  @Id private long app;

  @Column(name = "last_sequence")
  private long lastSequence;

  @Column(name = "last_delivery")
  private long lastDelivery;

  @Column(name = "last_recorded_at")
  private long lastRecordedAt;

  @Column(name = "known_until")
  private long knownUntil;

  protected HeadRow() {}

  /** Creates the head of an app without entries. */
  public HeadRow(long app) {
    this.app = app;
  }

  /** Creates the row of a head. */
  public HeadRow(Head head) {
    this.app = head.app();
    this.lastSequence = head.lastSequence();
    this.lastDelivery = head.lastDelivery();
    this.lastRecordedAt = head.lastRecordedAt().map(Instant::toEpochMilli).orElse(0L);
    this.knownUntil = head.knownUntil().toEpochMilli();
  }

  /** Returns the head in this row. */
  public Head toHead() {
    return new Head(app, lastSequence, lastDelivery, lastRecordedAt, knownUntil);
  }

  /** Implements {@link LedgerQueries#settle}. */
  static void settle(EntityManager entityManager, long app, Instant passed) {
    HeadRow head = entityManager.find(HeadRow.class, app);
    if (head != null && !head.isSettled(passed.toEpochMilli())) {
      entityManager
          .createQuery(
              "UPDATE HeadRow h SET h.knownUntil = :passed"
                  + " WHERE h.app = :app AND h.knownUntil < :passed")
          .setParameter("passed", passed.toEpochMilli())
          .setParameter("app", app)
          .executeUpdate();
      entityManager.refresh(head);
    }
  }

  private boolean isSettled(long passed) {
    return passed < lastRecordedAt || passed <= knownUntil;
  }
}
