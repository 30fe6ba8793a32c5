package subscriptionledger.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer of a target to a batch. */
public sealed interface TargetAnswer {

  /** The target has everything. */
  record Taken() implements TargetAnswer {}

  /** The target has not taken the batch. */
  sealed interface Failure extends TargetAnswer {
    /** Returns the reason in our words. */
    String reason();

    /** Returns the beginning of what the target said, at most 1 KiB; it is for operators only. */
    String said();

    default String text() {
      return said().isBlank() ? reason() : reason() + ": " + said();
    }
  }

  /**
   * The target takes nothing now, whatever it is.
   *
   * @param retryAfter the time for which the target asked; null if it named none
   */
  record Unavailable(String reason, String said, @Nullable Duration retryAfter) implements Failure {
    public Unavailable(String reason) {
      this(reason, "", null);
    }
  }

  /** The target does not take this batch; it may take a part of it. */
  record Refused(String reason, String said) implements Failure {}

  /** The target will never take anything again. */
  record Gone(String reason, String said) implements Failure {}
}
