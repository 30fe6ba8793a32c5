package subscriptionledger.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The head of an app: the last numbers assigned. Its holder assigns the next ones, so numbers have
 * no gaps if there is one holder at a time (promise P3).
 */
public final class Head {
  private final long app;
  private long lastSequence;
  private long lastDelivery;
  private long lastRecordedAt;
  private final long knownUntil;

  /**
   * Creates a head.
   *
   * @param lastSequence the number of the last entry; 0 before the first
   * @param lastDelivery the number of the last delivery; 0 before the first
   * @param lastRecordedAt the time at which the last entry was recorded, in milliseconds since
   *     1970; 0 before the first
   * @param knownUntil the latest instant, in milliseconds since 1970, for which a reader has been
   *     told what was known
   */
  public Head(
      long app, long lastSequence, long lastDelivery, long lastRecordedAt, long knownUntil) {
    this.app = app;
    this.lastSequence = lastSequence;
    this.lastDelivery = lastDelivery;
    this.lastRecordedAt = lastRecordedAt;
    this.knownUntil = knownUntil;
  }

  public long app() {
    return app;
  }

  public long lastSequence() {
    return lastSequence;
  }

  public long lastDelivery() {
    return lastDelivery;
  }

  /** Returns the time at which the last entry was recorded; empty before the first. */
  public Optional<Instant> lastRecordedAt() {
    return lastRecordedAt == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(lastRecordedAt));
  }

  public Instant knownUntil() {
    return Instant.ofEpochMilli(knownUntil);
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
}
