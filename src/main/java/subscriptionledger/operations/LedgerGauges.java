package subscriptionledger.operations;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import subscriptionledger.callback.CallbackMetrics;
import subscriptionledger.entries.OpenStreams;
import subscriptionledger.feed.Cursors;
import subscriptionledger.journal.Journal;
import subscriptionledger.journal.JournalMetrics;
import subscriptionledger.journal.JournalStatus.Intake;

/**
 * The metrics of the current state, according to the last result of {@link DatabaseProbe}; other
 * metrics count events. Labels are limited to the app, because a label must not have many values.
 */
@ApplicationScoped
public class LedgerGauges {
  @Inject private MeterRegistry meters;
  @Inject private Configuration configuration;
  @Inject private DatabaseProbe probe;
  @Inject private Readiness readiness;
  @Inject private CallbackMetrics callbacks;
  @Inject private JournalMetrics entries;
  @Inject private Cursors cursors;
  @Inject private SinkGauges sinks;
  @Inject private OpenStreams streams;
  @Inject private FailedLogins failedLogins;
  @EJB private Journal journal;

  /** Registers the metrics. The method is public so that the bean can have a proxy. */
  public void register() {
    Set<Long> apps = configuration.callbacks().apps().keySet();
    apps.forEach(this::register);
    callbacks.begin();
    entries.begin(apps);
    sinks.register(apps);
    streams.register();
    failedLogins.begin();
    gauge("ledger.ready", "1 if this node is ready for callbacks, otherwise 0", this::ready);
    gauge(
        "ledger.intake.open",
        "1 if this node accepts callbacks, 0 if the intake is paused or stopping",
        this::intakeOpen);
  }

  private void register(long app) {
    ofApp("ledger.head", "Last sequence number of the app", app, LedgerStatus.AppStatus::head);
    ofApp(
        "ledger.quarantine.deliveries",
        "Deliveries in quarantine that await a decision",
        app,
        LedgerStatus.AppStatus::quarantined);
    cursors.names().forEach(cursor -> register(cursor, app));
    TimeGauge.builder("ledger.last.entry.timestamp", () -> lastEntry(app), MILLISECONDS)
        .description("Time at which any node recorded the app's last entry; 0 before the first")
        .tags("app", Long.toString(app))
        .strongReference(true)
        .register(meters);
  }

  private void register(String cursor, long app) {
    Gauge.builder(
            "ledger.cursor.lag.entries",
            () -> status(app).map(status -> status.lags().get(cursor)).orElse(0L))
        .description("Entries that what follows the ledger has not applied yet")
        .tags("cursor", cursor, "app", Long.toString(app))
        .strongReference(true)
        .register(meters);
  }

  private void ofApp(
      String name, String description, long app, ToLongFunction<LedgerStatus.AppStatus> value) {
    Gauge.builder(name, () -> status(app).map(value::applyAsLong).orElse(0L))
        .description(description)
        .tags("app", Long.toString(app))
        .strongReference(true)
        .register(meters);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(meters);
  }

  private Optional<LedgerStatus.AppStatus> status(long app) {
    return Optional.ofNullable(probe.last().apps().get(app));
  }

  private long lastEntry(long app) {
    return status(app)
        .flatMap(LedgerStatus.AppStatus::lastEntry)
        .map(Instant::toEpochMilli)
        .orElse(0L);
  }

  private int ready() {
    return readiness.now().up() ? 1 : 0;
  }

  private int intakeOpen() {
    return journal.status().intake() == Intake.OPEN ? 1 : 0;
  }
}
