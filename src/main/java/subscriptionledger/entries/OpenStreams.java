package subscriptionledger.entries;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import subscriptionledger.http.ApiPolicy;

/** Counts the open streams of entries on this node and enforces their limit. */
@ApplicationScoped
public class OpenStreams {
  @Inject private ApiPolicy policy;
  @Inject private MeterRegistry meters;

  private final AtomicInteger open = new AtomicInteger();

  /**
   * Registers the metric at startup, because a server may initialize a filter only at its first
   * request.
   */
  public void register() {
    Gauge.builder("ledger.streams.open", open, AtomicInteger::get)
        .description("Streams of entries that are open on this node")
        .strongReference(true)
        .register(meters);
  }

  /** Counts a new stream; returns false if the limit has been reached. */
  boolean begin() {
    if (open.incrementAndGet() > policy.streams()) {
      open.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Counts the end of a stream. */
  void end() {
    open.decrementAndGet();
  }
}
