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
 * Asks the database how it is, every two seconds, and keeps the answer. So health and metrics can
 * be asked for at any time, by anybody, and as often as they like: the database has no more work,
 * and a database that hangs makes nobody wait but this. A database that could not be opened is
 * tried again first.
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

  /** What is known now is what will be known. */
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

  /** What is known now. */
  public Beat last() {
    return last;
  }
}
