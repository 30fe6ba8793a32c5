package subscriptionledger.operations;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.Rounds;

/**
 * Probes the database every two seconds and keeps the result. Anybody can therefore request health
 * and metrics at any time and at any rate: the database has no additional work, and a database that
 * hangs blocks only the thread of this class. If the database has not been opened yet, each probe
 * first tries to open it.
 */
@ApplicationScoped
public class Pulse {
  private static final Duration EVERY = Duration.ofSeconds(2);

  @Inject private Opening opening;
  @Inject private VitalSigns vitalSigns;
  @Inject private Clock clock;
  @Resource private ManagedThreadFactory threads;

  private final Rounds beats = new Rounds("probing the database");
  private volatile Beat last = new Beat(Instant.EPOCH, Map.of(), null);

  /**
   * The result of a probe.
   *
   * @param at the time of the database's last response
   * @param apps the state of each app by its id
   * @param failure the kind of the failure, if the database has failed since
   */
  public record Beat(Instant at, Map<Long, VitalSigns.OfApp> apps, @Nullable String failure) {}

  /**
   * Starts the probes.
   *
   * @param afterEach runs after each probe, in one thread at a time
   * @throws RuntimeException if the database can never be used
   */
  public void start(Runnable afterEach) {
    try {
      ask();
    } catch (RuntimeException e) {
      if (!DatabaseFailure.mayPass(e)) {
        throw e;
      }
      fail(e);
    }
    beats.begin(
        threads,
        EVERY,
        () -> {
          beat();
          afterEach.run();
        });
  }

  /** Stops the probes; the last result remains. */
  @PreDestroy
  public void stop() {
    beats.stop();
  }

  private void beat() {
    try {
      ask();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void ask() {
    opening.open();
    last = new Beat(clock.instant(), vitalSigns.read(), null);
  }

  private void fail(RuntimeException e) {
    last = new Beat(last.at(), last.apps(), DatabaseFailure.describe(e));
  }

  /** Returns the last result. */
  public Beat last() {
    return last;
  }
}
