package subscriptionledger.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import subscriptionledger.store.BulkTable.BulkColumn;

/**
 * The head of an app: the last numbers assigned. Only the holder of the lock on this row, on any
 * node, assigns numbers to the app's deliveries and entries, so there are no gaps (promise P3).
 */
@Entity
@Table(name = "app_head")
public class HeadRow {
  static final BulkTable<HeadRow> TABLE =
      new BulkTable<>(
          "app_head",
          List.of("app"),
          List.of(
              BulkColumn.number("app", row -> row.app),
              BulkColumn.number("last_sequence", row -> row.lastSequence),
              BulkColumn.number("last_delivery", row -> row.lastDelivery),
              BulkColumn.number("last_recorded_at", row -> row.lastRecordedAt),
              BulkColumn.number("known_until", row -> row.knownUntil)));

  @Id private long app;

  @jakarta.persistence.Column(name = "last_sequence")
  private long lastSequence;

  @jakarta.persistence.Column(name = "last_delivery")
  private long lastDelivery;

  @jakarta.persistence.Column(name = "last_recorded_at")
  private long lastRecordedAt;

  /**
   * The latest instant, in milliseconds since 1970, for which a reader has been told what was
   * known; entries must be recorded later.
   */
  @jakarta.persistence.Column(name = "known_until")
  private long knownUntil;

  protected HeadRow() {}

  /** Creates the head of an app without entries. */
  public HeadRow(long app) {
    this.app = app;
  }

  /** Reads the current row of a result that has the columns of {@link #TABLE}. */
  static HeadRow read(ResultSet result) throws SQLException {
    HeadRow row = new HeadRow(result.getLong(1));
    row.lastSequence = result.getLong(2);
    row.lastDelivery = result.getLong(3);
    row.lastRecordedAt = result.getLong(4);
    row.knownUntil = result.getLong(5);
    return row;
  }

  public long app() {
    return app;
  }

  public long lastSequence() {
    return lastSequence;
  }

  /** Returns the time at which the last entry was recorded; empty before the first. */
  public Optional<Instant> lastRecordedAt() {
    return lastRecordedAt == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(lastRecordedAt));
  }

  long lastDelivery() {
    return lastDelivery;
  }

  public long takeSequence() {
    return ++lastSequence;
  }

  public long takeDelivery() {
    return ++lastDelivery;
  }

  /**
   * Returns the recording time for new entries. It is never earlier than that of an existing entry,
   * although the clocks of several nodes differ, so that the entries known at an instant are always
   * a prefix of the ledger. It is later than any instant for which a reader has been told that
   * prefix.
   */
  public Instant takeRecordedAt(Instant now) {
    lastRecordedAt = Math.max(Math.max(lastRecordedAt, knownUntil + 1), now.toEpochMilli());
    return Instant.ofEpochMilli(lastRecordedAt);
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
