package subscriptionledger.relay;

import java.time.Duration;

/**
 * The times after which a sink tries again.
 *
 * @param most the maximum time between two attempts, unless the target asks for more
 * @param disableAfter the time without success after which the sink is disabled
 */
public record RetryPolicy(Duration most, Duration disableAfter) {
  private static final Duration FIRST = Duration.ofSeconds(1);

  /** The maximum time that a target may ask for. */
  private static final Duration MOST_ASKED_FOR = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 20;

  /**
   * Returns the time until the next attempt: exponential back-off with full jitter, so that sinks
   * that failed together do not come back together.
   *
   * @param failures the number of attempts in a row that have failed, at least 1
   * @param random a number from 0 to 1
   */
  Duration backOff(long failures, double random) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration limit = doubled.compareTo(most) < 0 ? doubled : most;
    return Duration.ofMillis(Math.round(limit.toMillis() * random));
  }

  /** Returns the time that a target asked for, within its limit. */
  static Duration limited(Duration askedFor) {
    return askedFor.compareTo(MOST_ASKED_FOR) < 0 ? askedFor : MOST_ASKED_FOR;
  }
}
