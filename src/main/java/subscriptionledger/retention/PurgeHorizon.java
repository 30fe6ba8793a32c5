package subscriptionledger.retention;

import java.time.Duration;
import java.time.Instant;

/**
 * The time up to which deliveries of an app are removed. It starts at the oldest delivery and
 * advances towards the time of the clock by at most a week a day. A clock that suddenly runs months
 * ahead would otherwise have all deliveries removed at once, before anybody could correct it.
 */
final class PurgeHorizon {
  private static final int DAYS_A_DAY = 7;

  private Instant reached;
  private long at;

  /**
   * Starts a horizon.
   *
   * @param oldest the time of the oldest delivery
   * @param nanos the current time of a monotonic clock
   */
  PurgeHorizon(Instant oldest, long nanos) {
    this.reached = oldest;
    this.at = nanos;
  }

  /**
   * Advances the horizon and returns it.
   *
   * @param target the horizon according to the clock
   * @param nanos the current time of the monotonic clock
   */
  Instant move(Instant target, long nanos) {
    Instant farthest = reached.plus(Duration.ofNanos(nanos - at).multipliedBy(DAYS_A_DAY));
    reached = target.isBefore(farthest) ? target : farthest;
    at = nanos;
    return reached;
  }
}
