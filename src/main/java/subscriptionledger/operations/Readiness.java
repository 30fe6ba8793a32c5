package subscriptionledger.operations;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import subscriptionledger.journal.Journal;
import subscriptionledger.journal.JournalStatus;
import subscriptionledger.journal.JournalStatus.Intake;
import subscriptionledger.operations.DatabaseProbe.Result;
import subscriptionledger.operations.Health.Check;
import subscriptionledger.relay.Sink;
import subscriptionledger.relay.SinkQueries;
import subscriptionledger.relay.SinkState;
import subscriptionledger.relay.SinkStatus;
import subscriptionledger.store.LedgerDatabase;

/**
 * Determines whether callbacks are likely to be recorded; if not, a load balancer sends them to
 * other nodes. Changes are logged once.
 */
@ApplicationScoped
public class Readiness {
  private static final Logger LOG = System.getLogger(Readiness.class.getName());

  /**
   * The time after which a silent database makes the node unready. It covers several probes of
   * {@link DatabaseProbe}, so one may fail.
   */
  private static final Duration DATABASE_SILENT = Duration.ofSeconds(10);

  /**
   * The duration of a group after which the node is unready. The callers who wait for the group
   * have been answered 503 by then.
   */
  private static final Duration GROUP_STUCK = Duration.ofMillis(1_500);

  /**
   * The number of consecutive refused deliveries that makes the node unready. One delivery may be
   * refused because of its content; two in a row indicate a failure of the database.
   */
  private static final int REFUSED_IN_A_ROW = 2;

  /**
   * The time after which refused deliveries no longer make the node unready. Callbacks can then try
   * again; nothing else would show that the database works.
   */
  private static final Duration REFUSED_LATELY = Duration.ofSeconds(30);

  /**
   * The number of entries from which a cursor counts as behind. What follows the ledger applies
   * more than that in a second or two, which is as long as a question waits.
   */
  private static final long BEHIND = 10_000;

  @Inject private Configuration configuration;
  @Inject private LedgerDatabase database;
  @Inject private DatabaseProbe probe;
  @Inject private Clock clock;
  @EJB private Journal journal;

  private boolean ready = true;

  /** Returns the health of this node with regard to callbacks. */
  public Health now() {
    JournalStatus status = journal.status();
    return new Health(
        List.of(
            configuration(),
            database(probe.last()),
            migrations(),
            queue(status),
            writer(status),
            intake(status),
            cursors(probe.last()),
            sinks(probe.last())));
  }

  private Check configuration() {
    int apps = configuration.callbacks().apps().size();
    return new Check("configuration", apps > 0, Map.of("apps", apps));
  }

  private Check database(Result result) {
    Map<String, Object> data = new TreeMap<>();
    if (database.isOpen()) {
      data.put("product", database.product());
    }
    data.put("lastAnswer", result.at().toString());
    put(data, "failure", result.failure());
    return new Check("database", isWithin(result.at(), DATABASE_SILENT), data);
  }

  private Check migrations() {
    return database.isOpen()
        ? new Check("migrations", true, Map.of("version", database.schemaVersion()))
        : new Check("migrations", false, Map.of());
  }

  private static Check queue(JournalStatus status) {
    return new Check(
        "queue",
        status.queued() <= status.capacity() * 3 / 4,
        Map.of("queued", status.queued(), "capacity", status.capacity()));
  }

  private Check writer(JournalStatus status) {
    boolean refused =
        status.refusedInARow() >= REFUSED_IN_A_ROW
            && status.lastFailure() != null
            && isWithin(status.lastFailure(), REFUSED_LATELY);
    Map<String, Object> data = new TreeMap<>();
    data.put("groupMillis", status.underWay().toMillis());
    data.put("refusedInARow", status.refusedInARow());
    put(data, "lastCommit", status.lastCommit());
    put(data, "lastFailure", status.lastFailure());
    return new Check("writer", !refused && status.underWay().compareTo(GROUP_STUCK) <= 0, data);
  }

  private static Check intake(JournalStatus status) {
    return new Check(
        "intake", status.intake() == Intake.OPEN, Map.of("state", status.intake().name()));
  }

  /**
   * Tells how far the cursors are behind. It is never down, because callbacks are recorded all the
   * same, and other nodes would be as far behind.
   */
  private static Check cursors(Result result) {
    Map<String, Object> data = new TreeMap<>();
    boolean behind = false;
    for (Map.Entry<Long, LedgerStatus.AppStatus> app : result.apps().entrySet()) {
      for (Map.Entry<String, Long> lag : app.getValue().lags().entrySet()) {
        data.put(lag.getKey() + " of " + app.getKey(), lag.getValue());
        behind |= lag.getValue() > BEHIND;
      }
    }
    data.put("state", behind ? "DEGRADED" : "CAUGHT_UP");
    return new Check("cursors", true, data);
  }

  /**
   * Tells the states of the sinks. It is never down, because callbacks are recorded all the same.
   */
  private Check sinks(Result result) {
    Map<String, Object> data = new TreeMap<>();
    boolean forwarding = true;
    for (SinkQueries.Progress progress : result.sinks()) {
      SinkState state = progress.state();
      if (configuration.sinks().find(state.sink()).filter(Sink::isEnabled).isEmpty()) {
        continue;
      }
      data.put(state.sink() + " of " + state.app(), state.status().name());
      forwarding &= state.status() == SinkStatus.ACTIVE;
    }
    data.put("state", forwarding ? "FORWARDING" : "DEGRADED");
    return new Check("sinks", true, data);
  }

  private boolean isWithin(Instant instant, Duration lately) {
    return instant.plus(lately).isAfter(clock.instant());
  }

  private static void put(Map<String, Object> data, String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, value.toString());
    }
  }

  /** Logs a change of the readiness; called by one thread at a time. */
  public void tellWhenItChanges() {
    Health health = now();
    if (health.up() != ready) {
      ready = health.up();
      if (ready) {
        LOG.log(Level.INFO, "Ready for callbacks");
      } else {
        LOG.log(Level.WARNING, "Not ready for callbacks: " + health.complaint());
      }
    }
  }
}
