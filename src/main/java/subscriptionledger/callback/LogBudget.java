package subscriptionledger.callback;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * At most twenty lines a minute about what strangers do, and then how many were left out: nobody
 * fills the disk by being refused. Metrics count all of it.
 */
public final class LogBudget {
  private static final int LINES = 20;
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Logger log;
  private final String about;
  private final Clock clock;

  private Instant end = Instant.MIN;
  private int written;
  private long leftOut;

  /**
   * Nothing has been written yet.
   *
   * @param about what the lines are about, for the line that tells how many were left out
   */
  public LogBudget(Logger log, String about, Clock clock) {
    this.log = log;
    this.about = about;
    this.clock = clock;
  }

  /** Writes a line, or counts it. */
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
