package subscriptionledger.journal;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.Rounds;

/**
 * Sums up the activity behind the write path's back, every few seconds, when there is enough to sum
 * up. Any number of nodes may do it: each step locks the place from where it goes on.
 */
@ApplicationScoped
public class ActivitySums {
  private static final Logger LOG = System.getLogger(ActivitySums.class.getName());

  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Then the write path has the database to itself again. */
  private static final long TURN_NANOS = 4_000_000_000L;

  @EJB private ActivityTransaction transaction;
  @Resource private ManagedThreadFactory threads;

  private final Rounds rounds = new Rounds("updating the activity sums");

  /** Begins. */
  public void start() {
    rounds.begin(threads, EVERY, this::sumUpAll);
  }

  /** No more is summed up from now on. */
  @PreDestroy
  public void stop() {
    rounds.stop();
  }

  private void sumUpAll() {
    long began = System.nanoTime();
    try {
      transaction.apps().forEach(app -> sumUp(app, began));
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The activity sums could not be updated: {0}",
          DatabaseFailure.describe(e));
    }
  }

  private void sumUp(long app, long began) {
    long summed;
    do {
      summed = transaction.sumUp(app);
    } while (summed > 0 && !rounds.isStopped() && System.nanoTime() - began < TURN_NANOS);
  }
}
