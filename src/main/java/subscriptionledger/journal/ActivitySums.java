package subscriptionledger.journal;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import subscriptionledger.store.BackgroundWork;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.Durability;

/**
 * Updates the activity sums outside the write path, every few seconds, if enough entries have
 * accumulated. Any number of nodes may do so: each step locks its starting point.
 */
@ApplicationScoped
public class ActivitySums {
  private static final Logger LOG = System.getLogger(ActivitySums.class.getName());

  private static final Duration EVERY = Duration.ofSeconds(5);

  /**
   * The time limit for one run. After it, the write path has the database to itself until the next
   * run.
   */
  private static final long TURN_NANOS = 4_000_000_000L;

  @EJB private ActivityTransaction transaction;
  @Inject private Durability durability;
  @Resource private ManagedThreadFactory threads;

  private final BackgroundWork rounds = new BackgroundWork("updating the activity sums");

  /** Starts the updates. */
  public void start() {
    rounds.begin(threads, EVERY, this::sumUpAll);
  }

  /** Stops the updates. */
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
      summed = durability.write(() -> transaction.sumUp(app));
    } while (summed > 0 && !rounds.isStopped() && System.nanoTime() - began < TURN_NANOS);
  }
}
