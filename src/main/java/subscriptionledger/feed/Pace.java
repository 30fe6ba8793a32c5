package subscriptionledger.feed;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.DatabaseFailure;

/**
 * The steps of one follower in the ledger of one app, as this node takes them: when the next one is
 * due. After a failure, which is logged once, the steps become rarer until one succeeds.
 */
final class Pace {
  private static final Logger LOG = System.getLogger(Pace.class.getName());
  private static final int MAX_SECONDS = 60;

  /**
   * Held while this node takes a step; in the order of requests, so that no question is left out.
   */
  final Lock stepping = new ReentrantLock(true);

  final Follower follower;
  final long app;
  private Progress last = new Progress(0, 0, false, 0);
  private long steppedAt = System.nanoTime();
  private int failures;

  Pace(Follower follower, long app) {
    this.follower = follower;
    this.app = app;
  }

  /**
   * Takes {@link #stepping}, unless this node takes a step, or others wait for one, for longer than
   * the limit.
   */
  boolean isLocked(long nanos) {
    try {
      return stepping.tryLock(nanos, NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns the progress of the last step on this node. */
  synchronized Progress last() {
    return last;
  }

  synchronized boolean isDue(Head head) {
    long lag = follower.end(head) - last.position();
    if (lag <= 0) {
      return false;
    }
    Duration rest =
        failures > 0
            ? Duration.ofSeconds(Math.min(MAX_SECONDS, 1L << Math.min(failures, 6)))
            : last.isUnfinished() ? Duration.ZERO : follower.rest(lag);
    return System.nanoTime() - steppedAt >= rest.toNanos();
  }

  synchronized void stepped(Progress progress) {
    last = progress;
    steppedAt = System.nanoTime();
    if (failures > 0) {
      failures = 0;
      LOG.log(Level.INFO, "The cursor {0} of app {1} moves again", follower.name(), text());
    }
  }

  synchronized void failed(RuntimeException failure) {
    steppedAt = System.nanoTime();
    failures++;
    if (failures == 1) {
      LOG.log(
          Level.WARNING,
          "The cursor {0} of app {1} does not move, and will be tried again: {2}",
          follower.name(),
          text(),
          DatabaseFailure.describe(failure));
    }
  }

  /** Returns the app as text, because the log would format a number for the server's language. */
  private String text() {
    return Long.toString(app);
  }
}
