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
 * Background work of the application with the database, done in rounds. When the application is
 * stopped, no further round begins, and stopping waits for the current one. The server removes
 * resources that a transaction needs to end, and a transaction that has not ended by then keeps its
 * connection and its locks until it times out minutes later.
 *
 * <p>The work has a thread of its own because WildFly's scheduled executor logs an error for each
 * round that is due while the server is suspended.
 */
public final class BackgroundWork {
  private static final Logger LOG = System.getLogger(BackgroundWork.class.getName());

  private static final int STOP_LIMIT_SECONDS = 10;

  private final String work;
  private final Lock underWay = new ReentrantLock();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Creates background work.
   *
   * @param work a description for the log
   */
  public BackgroundWork(String work) {
    this.work = work;
  }

  /**
   * Starts the rounds.
   *
   * @param rest the time between the end of a round and the beginning of the next
   */
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

  /** Runs one round, unless the work has been stopped. Two rounds never run at the same time. */
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

  /** Returns true if the work has been stopped, so that a long round should end. */
  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Stops the work. It returns when no round is running, or after ten seconds. */
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
