package subscriptionledger.bench;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The report, in Markdown. */
record Report(Options options, Machine machine, Results results, Map<Integer, Integer> groupSizes) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(machine).append("\ngroups: ").append(groupSizes).append('\n');
    for (Results.Series series : results.series()) {
      text.append(
          "| %s | %d | %d | %s | %s | %s | %s | %s | %s | %d |%n"
              .formatted(
                  series.variant(),
                  series.subscribers(),
                  series.connections(),
                  figure(series, Sample::perSecond, "%.0f"),
                  figure(series, Sample::p50Millis, "%.1f"),
                  figure(series, Sample::p99Millis, "%.1f"),
                  figure(series, Sample::maxMillis, "%.0f"),
                  figure(series, Sample::serverCpu, "%.3f"),
                  figure(series, Sample::databaseCpu, "%.3f"),
                  results.failures(series)));
    }
    return text.toString();
  }

  private String figure(Results.Series series, ToDoubleFunction<Sample> figure, String format) {
    Statistics statistics = results.statistics(series, figure).orElseThrow();
    return (format + " (" + format + "–" + format + ")")
        .formatted(statistics.median(), statistics.min(), statistics.max());
  }
}
