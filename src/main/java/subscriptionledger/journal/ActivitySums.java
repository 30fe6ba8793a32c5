package subscriptionledger.journal;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.Rounds;

/**
 * Sums up the activity behind the write path's back, every few seconds, when there is enough to sum
 * up. Any number of nodes may do it: each step locks the place from where it goes on.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ActivitySums {
  private static final Logger LOG = System.getLogger(ActivitySums.class.getName());

  private static final int SECONDS = 5;

  /**
   * Then the next run goes on; a server complains of a run that is not over when the next is due.
   */
  private static final long TURN_NANOS = (SECONDS - 1) * 1_000_000_000L;

  @EJB private ActivityTransaction transaction;

  private final Rounds rounds = new Rounds("summing up the activity");

  @Schedule(hour = "*", minute = "*", second = "*/" + SECONDS, persistent = false)
  void sumUp() {
    rounds.run(this::sumUpAll);
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
      LOG.log(Level.WARNING, "The activity is not summed up: {0}", DatabaseFailure.describe(e));
    }
  }

  private void sumUp(long app, long began) {
    long summed;
    do {
      summed = transaction.sumUp(app);
    } while (summed > 0 && !rounds.isStopped() && System.nanoTime() - began < TURN_NANOS);
  }
}
