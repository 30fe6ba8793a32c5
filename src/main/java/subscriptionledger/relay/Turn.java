package subscriptionledger.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * The next step of a sink.
 *
 * @param position the number up to which everything has been taken, or is a dead letter
 * @param redriven the number of a dead letter that an operator has sent again; 0 if there is none
 * @param untilNextAttempt zero if entries may be sent now; empty if only an operator can have them
 *     sent
 */
public record Turn(
    long epoch, long position, int batchLimit, long redriven, Optional<Duration> untilNextAttempt) {

  boolean isDue() {
    return untilNextAttempt.filter(Duration::isZero).isPresent();
  }

  /** Returns the time until the next attempt, but at most a limit. */
  Duration rest(Duration limit) {
    return untilNextAttempt
        .filter(wait -> !wait.isZero() && wait.compareTo(limit) < 0)
        .orElse(limit);
  }
}
