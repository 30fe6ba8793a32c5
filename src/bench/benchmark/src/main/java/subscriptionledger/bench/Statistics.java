package subscriptionledger.bench;

import java.util.List;

/** Median, minimum and maximum of some runs. */
record Statistics(double median, double min, double max) {

  static Statistics of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Statistics(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
