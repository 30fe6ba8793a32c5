package subscriptionledger.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Kind;

/** Counts every durable group. */
@ApplicationScoped
public class JournalMetrics {
  @Inject private MeterRegistry meters;

  private Timer commits;
  private DistributionSummary groups;

  @PostConstruct
  void register() {
    commits =
        Timer.builder("ledger.commit.duration")
            .description("Time taken to record a group of deliveries and force it to disk")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofMillis(1_000),
                Duration.ofMillis(1_500))
            .register(meters);
    groups =
        DistributionSummary.builder("ledger.group.deliveries")
            .description("Deliveries in one transaction")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256)
            .register(meters);
  }

  /**
   * Registers every series with the value 0, because a series that first appears with a value shows
   * no increase.
   */
  public void begin(Set<Long> apps) {
    for (long app : apps) {
      for (Kind kind : Kind.values()) {
        counter(new CounterKey(app, kind));
      }
    }
  }

  /** Registers the length of the queue. */
  public void watch(IntSupplier queued) {
    Gauge.builder("ledger.queue.deliveries", queued, IntSupplier::getAsInt)
        .description("Deliveries that are waiting to be recorded")
        .strongReference(true)
        .register(meters);
  }

  public void committed(List<Receipt> receipts, Duration took) {
    List<Entry> entries = receipts.stream().flatMap(receipt -> receipt.entries().stream()).toList();
    commits.record(took);
    groups.record(receipts.size());
    entries.stream()
        .collect(Collectors.groupingBy(CounterKey::of, Collectors.counting()))
        .forEach((counted, count) -> counter(counted).increment(count));
  }

  private record CounterKey(long app, Kind kind) {
    static CounterKey of(Entry entry) {
      return new CounterKey(entry.event().app(), entry.event().kind());
    }
  }

  private Counter counter(CounterKey counted) {
    return Counter.builder("ledger.entries")
        .description("Entries recorded by this node")
        .tags("app", Long.toString(counted.app()), "kind", counted.kind().name())
        .register(meters);
  }
}
