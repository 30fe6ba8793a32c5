package subscriptionledger.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point in valid time and in transaction time: the events that had occurred by one instant, as
 * far as they had been recorded by another.
 *
 * @param asOf the valid time; null for all events
 * @param knownAt the transaction time; null for all entries
 */
public record PointInTime(@Nullable Instant asOf, @Nullable Instant knownAt) {

  /** The present: all events and all entries. */
  public static final PointInTime PRESENT = new PointInTime(null, null);

  public boolean covers(Entry entry) {
    return (asOf == null || !entry.event().occurredAt().isAfter(asOf))
        && (knownAt == null || !entry.recordedAt().isAfter(knownAt));
  }
}
