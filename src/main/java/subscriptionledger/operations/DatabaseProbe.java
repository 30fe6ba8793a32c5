package subscriptionledger.operations;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subscriptionledger.relay.SinkQueries;
import subscriptionledger.store.BackgroundWork;
import subscriptionledger.store.DatabaseFailure;

/**
 * Probes the database every two seconds and keeps the result. Anybody can therefore request health
 * and metrics at any time and at any rate: the database has no additional work, and a database that
 * hangs blocks only the thread of this class. If the database has not been opened yet, each probe
 * first tries to open it.
 */
@ApplicationScoped
public class DatabaseProbe {
  private static final Duration EVERY = Duration.ofSeconds(2);

  @Inject private LedgerOpener opener;
  @Inject private LedgerStatus status;
  @Inject private SinkQueries sinks;
  @Inject private Clock clock;
  @Resource private ManagedThreadFactory threads;

  private final BackgroundWork probes = new BackgroundWork("probing the database");
  private volatile Result last = new Result(Instant.EPOCH, Map.of(), List.of(), null);

  /**
   * The result of a probe.
   *
   * @param at the time of the database's last response
   * @param apps the state of each app by its id
   * @param sinks the progress of each sink in the ledger of each app
   * @param failure the kind of the failure, if the database has failed since
   */
  public record Result(
      Instant at,
      Map<Long, LedgerStatus.AppStatus> apps,
      List<SinkQueries.Progress> sinks,
      @Nullable String failure) {}

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
    probes.begin(
        threads,
        EVERY,
        () -> {
          probe();
          afterEach.run();
        });
  }

  /** Stops the probes; the last result remains. */
  @PreDestroy
  public void stop() {
    probes.stop();
  }

  private void probe() {
    try {
      ask();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void ask() {
    opener.open();
    last = new Result(clock.instant(), status.read(), sinks.progress(), null);
  }

  private void fail(RuntimeException e) {
    last = new Result(last.at(), last.apps(), last.sinks(), DatabaseFailure.describe(e));
  }

  /** Returns the last result. */
  public Result last() {
    return last;
  }
}
