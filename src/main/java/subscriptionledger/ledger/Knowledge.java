package subscriptionledger.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By which of its two clocks the ledger is asked: what had occurred until an instant, as far as had
 * been recorded until another.
 *
 * @param asOf null for all that has occurred
 * @param knownAt null for all that has been recorded
 */
public record Knowledge(@Nullable Instant asOf, @Nullable Instant knownAt) {

  /** Everything. */
  public static final Knowledge PRESENT = new Knowledge(null, null);

  public boolean covers(Entry entry) {
    return (asOf == null || !entry.event().occurredAt().isAfter(asOf))
        && (knownAt == null || !entry.recordedAt().isAfter(knownAt));
  }
}
