package subscriptionledger.journal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of this node's journal.
 *
 * @param queued the number of waiting deliveries
 * @param capacity the maximum number of waiting deliveries
 * @param underWay the duration of the current group so far; zero if there is none
 * @param lastCommit the time of this node's last commit; null before the first
 * @param lastFailure the time at which the database last refused a group of this node; null if it
 *     never has
 * @param refusedInARow the number of deliveries that the database has refused since it last
 *     accepted one
 * @param intake the state of the intake
 */
public record JournalStatus(
    int queued,
    int capacity,
    Duration underWay,
    @Nullable Instant lastCommit,
    @Nullable Instant lastFailure,
    int refusedInARow,
    Intake intake) {

  /** The states of the intake, which accepts deliveries only if it is open. */
  public enum Intake {
    OPEN,
    /** An administrator has paused the intake. */
    PAUSED,
    /** The application is being stopped. */
    STOPPING
  }
}
