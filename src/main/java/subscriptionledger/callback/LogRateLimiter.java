package subscriptionledger.callback;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Limits the log lines that strangers can cause to twenty a minute, and then logs the number of
 * omitted lines, so that refused requests cannot fill the disk. Metrics count all of them.
 */
public final class LogRateLimiter {
  private static final int LINES = 20;
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Logger log;
  private final String about;
  private final Clock clock;

  private Instant end = Instant.MIN;
  private int written;
  private long leftOut;

  /**
   * Creates an unused budget.
   *
   * @param about the subject of the lines, for the line that gives the number of omitted ones
   */
  public LogRateLimiter(Logger log, String about, Clock clock) {
    this.log = log;
    this.about = about;
    this.clock = clock;
  }

  /** Writes a line, or counts it as omitted if the budget is used up. */
  public synchronized void warn(Supplier<String> line) {
    Instant now = clock.instant();
    if (!now.isBefore(end)) {
      if (leftOut > 0) {
        log.log(Level.WARNING, leftOut + " more lines about " + about + " were omitted");
      }
      end = now.plus(PERIOD);
      written = 0;
      leftOut = 0;
    }
    if (written < LINES) {
      written++;
      log.log(Level.WARNING, line);
    } else {
      leftOut++;
    }
  }
}
