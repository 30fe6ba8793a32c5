package subscriptionledger.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of the last attempts of a sink, and the time and size of the next one. */
@Embeddable
public class SinkAttempts {
  /** The number of attempts after which a refused entry becomes a dead letter. */
  static final int ATTEMPTS = 5;

  /** The maximum number of entries to send at once, less than configured after a refusal. */
  @Column(name = "batch_limit")
  private long batchLimit;

  /** The number of attempts in a row in which the target was unavailable. */
  private long failures;

  /** The number of attempts in a row in which the target refused the next entry alone. */
  private long refusals;

  /** The number of dead letters since something was taken. */
  @Column(name = "dead_letters_in_a_row")
  private long deadLettersInARow;

  /** The time of the first failure since something was taken. */
  @Column(name = "failing_since")
  private @Nullable Long failingSince;

  @Column(name = "next_attempt_at")
  private long nextAttemptAt;

  @Column(name = "attempted_at")
  private @Nullable Long attemptedAt;

  @Column(name = "last_error")
  private @Nullable String lastError;

  @Column(name = "taken_at")
  private @Nullable Long takenAt;

  protected SinkAttempts() {}

  SinkAttempts(long batchLimit) {
    this.batchLimit = batchLimit;
  }

  void taken(int configuredBatch, long now) {
    forget();
    attemptedAt = now;
    takenAt = now;
    lastError = null;
    batchLimit = Math.min(2 * batchLimit, configuredBatch);
  }

  void unavailable(TargetAnswer.Unavailable answer, RetryPolicy retry, double random, long now) {
    failed(answer.text(), now);
    failures++;
    Duration wait =
        answer.retryAfter() == null
            ? retry.backOff(failures, random)
            : RetryPolicy.limited(answer.retryAfter());
    nextAttemptAt = now + wait.toMillis();
  }

  /**
   * Notes that the target refused a batch. Half of it is tried next; if it was a single entry, that
   * one is tried some times more.
   *
   * @return true if the entry has been tried often enough
   */
  boolean isRefusedForGood(String why, int size, RetryPolicy retry, double random, long now) {
    failed(why, now);
    failures = 0;
    if (size > 1) {
      batchLimit = size / 2;
      return false;
    }
    refusals++;
    nextAttemptAt = now + retry.backOff(refusals, random).toMillis();
    return refusals >= ATTEMPTS;
  }

  /** Goes on behind a dead letter, and returns the number of those in a row. */
  long buried() {
    refusals = 0;
    nextAttemptAt = 0;
    deadLettersInARow++;
    return deadLettersInARow;
  }

  void failed(String why, long now) {
    attemptedAt = now;
    lastError = why;
    if (failingSince == null) {
      failingSince = now;
    }
  }

  /** Begins anew after what has failed. */
  void forget() {
    failures = 0;
    refusals = 0;
    deadLettersInARow = 0;
    failingSince = null;
    nextAttemptAt = 0;
  }

  boolean haveFailedFor(Duration limit, long now) {
    return failingSince != null && now - failingSince >= limit.toMillis();
  }

  int batchLimit() {
    return (int) batchLimit;
  }

  long nextAttemptAt() {
    return nextAttemptAt;
  }

  @Nullable Long attemptedAt() {
    return attemptedAt;
  }

  @Nullable String lastError() {
    return lastError;
  }

  @Nullable Long takenAt() {
    return takenAt;
  }
}
