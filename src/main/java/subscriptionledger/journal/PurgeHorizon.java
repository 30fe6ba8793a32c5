package subscriptionledger.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * Up to when deliveries of an app are removed. It begins at the oldest that is there, and moves
 * towards what the clock says by no more than a week a day: a clock that is suddenly months ahead
 * would have all of them removed at once, and nobody could set it right in time.
 */
final class PurgeHorizon {
  private static final int DAYS_A_DAY = 7;

  private Instant reached;
  private long at;

  /**
   * @param oldest when the oldest delivery came
   * @param nanos now, by a clock that does not jump
   */
  PurgeHorizon(Instant oldest, long nanos) {
    this.reached = oldest;
    this.at = nanos;
  }

  /**
   * Moves on.
   *
   * @param target where it would be if the clock could be trusted
   * @param nanos now, by the clock that does not jump
   */
  Instant move(Instant target, long nanos) {
    Instant farthest = reached.plus(Duration.ofNanos(nanos - at).multipliedBy(DAYS_A_DAY));
    reached = target.isBefore(farthest) ? target : farthest;
    at = nanos;
    return reached;
  }
}
