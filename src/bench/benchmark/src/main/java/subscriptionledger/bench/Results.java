package subscriptionledger.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The samples of all rounds. */
final class Results {
  private final Map<Series, List<Sample>> samples = new LinkedHashMap<>();

  /** A variant under a load. */
  record Series(String variant, int connections, int subscribers) {}

  void add(String variant, Load load, Sample sample) {
    samples
        .computeIfAbsent(
            new Series(variant, load.connections(), load.subscribers()),
            absent -> new ArrayList<>())
        .add(sample);
  }

  List<Series> series() {
    return List.copyOf(samples.keySet());
  }

  Optional<Statistics> statistics(Series series, ToDoubleFunction<Sample> figure) {
    return Optional.ofNullable(samples.get(series))
        .map(all -> Statistics.of(all.stream().mapToDouble(figure).boxed().toList()));
  }

  long failures(Series series) {
    return samples.getOrDefault(series, List.of()).stream().mapToLong(Sample::failures).sum();
  }

  /** The median of the callbacks answered OK per second. */
  OptionalDouble perSecond(String variant, int connections, int subscribers) {
    return statistics(new Series(variant, connections, subscribers), Sample::perSecond)
        .map(statistics -> OptionalDouble.of(statistics.median()))
        .orElse(OptionalDouble.empty());
  }
}
