package subscriptionledger.operations;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.Rounds;

/**
 * Asks the database how it is, every two seconds, and keeps the answer. So health and metrics can
 * be asked for at any time, by anybody, and as often as they like: the database has no more work,
 * and a database that hangs makes nobody wait but this.
 */
@ApplicationScoped
public class Pulse {
  private static final int EVERY_SECONDS = 2;

  @Inject private VitalSigns vitalSigns;
  @Inject private Clock clock;
  @Resource private ManagedScheduledExecutorService executor;

  private final Rounds beats = new Rounds("asking the database how it is");
  private volatile Beat last = new Beat(Instant.EPOCH, Map.of(), null);
  private @Nullable ScheduledFuture<?> beating;

  /**
   * What is known.
   *
   * @param at when the database last answered
   * @param apps what it said, by the apps' ids
   * @param failure of what kind the failure was, if it has failed since
   */
  public record Beat(Instant at, Map<Long, VitalSigns.OfApp> apps, @Nullable String failure) {}

  /**
   * Begins.
   *
   * @param afterEach what is done after each beat, by one thread at a time
   */
  public void start(Runnable afterEach) {
    beat();
    beating =
        executor.scheduleWithFixedDelay(
            () ->
                beats.run(
                    () -> {
                      beat();
                      afterEach.run();
                    }),
            EVERY_SECONDS,
            EVERY_SECONDS,
            SECONDS);
  }

  /** What is known now is what will be known. */
  @PreDestroy
  public void stop() {
    beats.stop();
    if (beating != null) {
      beating.cancel(false);
    }
  }

  private void beat() {
    try {
      last = new Beat(clock.instant(), vitalSigns.read(), null);
    } catch (RuntimeException e) {
      last = new Beat(last.at(), last.apps(), DatabaseFailure.describe(e));
    }
  }

  /** What is known now. */
  public Beat last() {
    return last;
  }
}
