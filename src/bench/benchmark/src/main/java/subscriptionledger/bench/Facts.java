package subscriptionledger.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What is measured once, beside the rounds; each by the variants' names.
 *
 * @param groupSizes callbacks in one of the product's transactions, by the subscribers each lists
 * @param kept what became of the events that were answered OK
 * @param lasting what each run of a lasting load gave
 * @param answers how long readers wait for what they ask for
 * @param starts seconds from a server's start to its first OK
 */
record Facts(
    Machine machine,
    String postgresVersion,
    Map<Integer, Integer> groupSizes,
    Map<String, Long> archiveBytes,
    Map<String, Double> peakMegabytes,
    Map<String, Kept> kept,
    Map<String, H2Size> h2,
    Map<String, List<Double>> starts,
    Map<String, List<Lasting>> lasting,
    Map<String, Readers.Answers> answers) {

  /** How many events were answered OK, and how many entries there are. */
  record Kept(long acknowledged, long entries) {
    boolean isComplete() {
      return entries >= acknowledged;
    }
  }

  /**
   * H2's file: at its largest, after the rest, and what is found in it when the server is killed.
   */
  record H2Size(long largestBytes, long restedBytes, Kept kept) {
    double bytesPerEntry() {
      return (double) restedBytes / kept.entries();
    }
  }

  Facts(Machine machine, String postgresVersion, Map<Integer, Integer> groupSizes) {
    this(
        machine,
        postgresVersion,
        groupSizes,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>());
  }

  /** Figures of a variant's lasting loads; empty if there were none. */
  Optional<Statistics> lasting(String variant, ToDoubleFunction<Lasting> figure) {
    return Optional.ofNullable(lasting.get(variant))
        .map(runs -> Statistics.of(runs.stream().mapToDouble(figure).boxed().toList()));
  }

  List<Double> startSeconds(String name) {
    return starts.computeIfAbsent(name, absent -> new ArrayList<>());
  }
}
