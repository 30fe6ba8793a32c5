package subscriptionledger.journal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the journal of this node is doing.
 *
 * @param queued how many deliveries wait
 * @param capacity how many may
 * @param underWay how long the group under way has taken so far; zero when there is none
 * @param lastCommit when a group was last committed by this node; null before the first
 * @param lastFailure when the database last refused a group of this node; null when it never has
 * @param refusedInARow how many deliveries it has not taken since it last took one
 * @param intake whether deliveries are taken
 */
public record JournalStatus(
    int queued,
    int capacity,
    Duration underWay,
    @Nullable Instant lastCommit,
    @Nullable Instant lastFailure,
    int refusedInARow,
    Intake intake) {

  /** Whether deliveries are taken. */
  public enum Intake {
    OPEN,
    /** An administrator has said so. */
    PAUSED,
    /** The application is being stopped. */
    STOPPING
  }
}
