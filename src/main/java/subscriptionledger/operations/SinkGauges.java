package subscriptionledger.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.function.ToLongFunction;
import subscriptionledger.relay.RelayMetrics;
import subscriptionledger.relay.Sink;
import subscriptionledger.relay.SinkQueries.Progress;
import subscriptionledger.relay.SinkStatus;
import subscriptionledger.relay.Sinks;

/** The metrics of the sinks' current state, according to the last probe of the database. */
@ApplicationScoped
public class SinkGauges {
  @Inject private MeterRegistry meters;
  @Inject private DatabaseProbe probe;
  @Inject private Sinks sinks;
  @Inject private RelayMetrics attempts;
  @Inject private Clock clock;

  /** Registers the metrics. The method is public so that the bean can have a proxy. */
  public void register(Set<Long> apps) {
    attempts.begin();
    for (Sink sink : sinks.all()) {
      sink.of(apps).forEach(app -> register(sink.name(), app));
    }
  }

  private void register(String sink, long app) {
    gauge("ledger.sink.lag.entries", "Entries after the sink's position", sink, app, Progress::lag);
    gauge(
        "ledger.sink.lag.seconds",
        "Age of the first entry after the sink's position",
        sink,
        app,
        progress -> progress.lagSeconds(clock.instant()));
    gauge(
        "ledger.sink.dead.letters",
        "Entries that the target has refused",
        sink,
        app,
        Progress::deadLetters);
    for (SinkStatus status : SinkStatus.values()) {
      builder(
              "ledger.sink.state",
              sink,
              app,
              progress -> progress.state().status() == status ? 1 : 0)
          .description("1 for the sink's state, 0 for the others")
          .tag("state", status.name())
          .register(meters);
    }
  }

  private void gauge(
      String name, String description, String sink, long app, ToLongFunction<Progress> value) {
    builder(name, sink, app, value).description(description).register(meters);
  }

  private Gauge.Builder<?> builder(
      String name, String sink, long app, ToLongFunction<Progress> value) {
    return Gauge.builder(name, () -> value(sink, app, value))
        .tags("sink", sink, "app", Long.toString(app))
        .strongReference(true);
  }

  private long value(String sink, long app, ToLongFunction<Progress> value) {
    return probe.last().sinks().stream()
        .filter(one -> one.state().app() == app && one.state().sink().equals(sink))
        .mapToLong(value)
        .findFirst()
        .orElse(0);
  }
}
