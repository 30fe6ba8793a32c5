package subscriptionledger.journal;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import subscriptionledger.store.BackgroundWork;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.Durability;

/**
 * Removes raw deliveries after their retention period, in steps so small that none of them delays
 * the write path. Any number of nodes may do so.
 */
@ApplicationScoped
public class DeliveryPurge {
  private static final Logger LOG = System.getLogger(DeliveryPurge.class.getName());

  private static final Duration EVERY = Duration.ofSeconds(10);

  /**
   * The time limit for one run. After it, the write path has the database to itself until the next
   * run.
   */
  private static final long TURN_NANOS = 2_000_000_000L;

  @EJB private PurgeTransaction transaction;
  @Inject private Durability durability;
  @Inject private JournalPolicy policy;
  @Inject private Clock clock;
  @Resource private ManagedThreadFactory threads;

  private final BackgroundWork rounds = new BackgroundWork("removing old deliveries");
  private final Map<Long, PurgeHorizon> horizons = new HashMap<>();

  /** Starts the removal. */
  public void start() {
    rounds.begin(threads, EVERY, this::purgeAll);
  }

  /** Stops the removal. */
  @PreDestroy
  public void stop() {
    rounds.stop();
  }

  private void purgeAll() {
    long began = System.nanoTime();
    try {
      transaction.apps().forEach(app -> purge(app, began));
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "Old deliveries could not be removed: {0}", DatabaseFailure.describe(e));
    }
  }

  private void purge(long app, long began) {
    Instant before = before(app);
    durability.write(() -> transaction.purgeDecided(app, before));
    long purged;
    do {
      purged = durability.write(() -> transaction.purge(app, before));
    } while (purged > 0 && !rounds.isStopped() && System.nanoTime() - began < TURN_NANOS);
  }

  private Instant before(long app) {
    Instant target = clock.instant().minus(policy.deliveryRetention());
    return horizons
        .computeIfAbsent(
            app,
            known -> new PurgeHorizon(transaction.oldest(app).orElse(target), System.nanoTime()))
        .move(target, System.nanoTime());
  }
}
