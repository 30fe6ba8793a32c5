package subscriptionledger.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work with the database that the application does of its own accord, round by round. When the
 * application is stopped no further round begins, and the one under way comes to its end first: a
 * server takes away what a transaction needs to end with, and one that has not ended by then keeps
 * its connection and its locks until it times out, which is after minutes.
 *
 * <p>It has a thread of its own. WildFly's scheduled executor logs an error for each round that is
 * due while the server is suspended.
 */
public final class Rounds {
  private static final Logger LOG = System.getLogger(Rounds.class.getName());

  private static final int STOP_LIMIT_SECONDS = 10;

  private final String work;
  private final Lock underWay = new ReentrantLock();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Work that has not been stopped.
   *
   * @param work what it is, for the log
   */
  public Rounds(String work) {
    this.work = work;
  }

  /** Begins: does a round, and another when the last has been over for so long, until stopped. */
  public void begin(ManagedThreadFactory threads, Duration rest, Runnable round) {
    threads.newThread(() -> go(rest, round)).start();
  }

  private void go(Duration rest, Runnable round) {
    try {
      while (!stopped.await(rest.toMillis(), MILLISECONDS)) {
        run(round);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does one round, unless the work has been stopped; never two at once. */
  public void run(Runnable round) {
    underWay.lock();
    try {
      if (!isStopped()) {
        round.run();
      }
    } finally {
      underWay.unlock();
    }
  }

  /** Whether a long round should come to its end. */
  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Returns when no round is under way any more, and none will be; or after ten seconds. */
  public void stop() {
    stopped.countDown();
    try {
      if (underWay.tryLock(STOP_LIMIT_SECONDS, SECONDS)) {
        underWay.unlock();
      } else {
        LOG.log(Level.WARNING, "Stopped while still at work: {0}", work);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
