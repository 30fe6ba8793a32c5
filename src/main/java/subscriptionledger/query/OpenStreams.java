package subscriptionledger.query;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/** The number of streams of entries that are open on this node, and its limit. */
@ApplicationScoped
public class OpenStreams {
  @Inject private ApiPolicy policy;
  @Inject private MeterRegistry meters;

  private final AtomicInteger open = new AtomicInteger();

  /** Makes the metric exist; a server may initialise a filter only when it is first asked. */
  public void register() {
    Gauge.builder("ledger.streams.open", open, AtomicInteger::get)
        .description("Streams of entries that are open on this node")
        .strongReference(true)
        .register(meters);
  }

  /** Counts one more; false when as many are open as may be. */
  boolean begin() {
    if (open.incrementAndGet() > policy.streams()) {
      open.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Counts one less. */
  void end() {
    open.decrementAndGet();
  }
}
