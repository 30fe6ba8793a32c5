package subscriptionledger.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer of a target to a batch. The reasons are for operators, at most 1 KiB long. */
public sealed interface TargetAnswer {

  /** The target has everything. */
  record Taken() implements TargetAnswer {}

  /**
   * The target takes nothing now, whatever it is.
   *
   * @param retryAfter the time for which the target asked; null if it named none
   */
  record Unavailable(String reason, @Nullable Duration retryAfter) implements TargetAnswer {}

  /** The target does not take this batch; it may take a part of it. */
  record Refused(String reason) implements TargetAnswer {}

  /** The target will never take anything again. */
  record Gone(String reason) implements TargetAnswer {}
}
