package subscriptionledger.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Counts this node's attempts to forward entries. */
@ApplicationScoped
public class RelayMetrics {
  @Inject private MeterRegistry meters;
  @Inject private Sinks sinks;

  /** Registers every series with the value 0, so that the first increase is seen. */
  public void begin() {
    for (Sink sink : sinks.all()) {
      SinkEvent.OUTCOMES.forEach(outcome -> attempts(sink, outcome));
      duration(sink);
    }
  }

  /** Counts an attempt. */
  public void attempted(Sink sink, TargetAnswer answer, Duration took) {
    attempts(sink, SinkEvent.of(answer)).increment();
    duration(sink).record(took);
  }

  private Counter attempts(Sink sink, SinkEvent outcome) {
    return Counter.builder("ledger.sink.attempts")
        .description("Attempts of this node to forward a batch of entries")
        .tags("sink", sink.name(), "outcome", outcome.name())
        .register(meters);
  }

  private Timer duration(Sink sink) {
    return Timer.builder("ledger.sink.delivery")
        .description("Time that the target took for a batch of entries")
        .tags("sink", sink.name())
        .register(meters);
  }
}
