package subscriptionledger.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import subscriptionledger.feed.Follower;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.LedgerTransaction;

/**
 * Removes raw deliveries after their retention period, in steps so small that none of them delays
 * the write path. Its cursor counts deliveries.
 */
@ApplicationScoped
public class Retention implements Follower {
  private static final String NAME = "retention";

  /** The maximum number of deliveries in one step, for which callbacks may have to wait. */
  private static final long AT_MOST = 200;

  private static final Duration REST = Duration.ofSeconds(10);

  @Inject private RetentionPolicy policy;
  @Inject private Clock clock;

  private final Map<Long, PurgeHorizon> horizons = new HashMap<>();

  @Override
  public String name() {
    return NAME;
  }

  /** Returns the largest number, because time passes although nothing is delivered. */
  @Override
  public long end(Head head) {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean answersQuestions() {
    return false;
  }

  @Override
  public Duration rest(long lag) {
    return REST;
  }

  /** Removes some deliveries; when there are no more, some that were decided in quarantine. */
  @Override
  public long follow(LedgerTransaction ledger, long app, long position, long end) {
    Purge purge = new Purge(ledger.entityManager());
    Instant before = before(purge, app, position);
    long reached = purge.purge(app, position, before, AT_MOST);
    if (reached == position) {
      purge.purgeDecided(app, before);
    }
    return reached;
  }

  private synchronized Instant before(Purge purge, long app, long position) {
    Instant target = clock.instant().minus(policy.deliveries());
    return horizons
        .computeIfAbsent(
            app,
            known ->
                new PurgeHorizon(purge.oldest(app, position).orElse(target), System.nanoTime()))
        .move(target, System.nanoTime());
  }

  @Override
  public boolean remove(LedgerTransaction ledger, long app) {
    throw new UnsupportedOperationException("Removed deliveries cannot be computed anew");
  }
}
