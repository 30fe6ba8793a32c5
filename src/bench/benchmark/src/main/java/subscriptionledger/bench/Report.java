package subscriptionledger.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import subscriptionledger.bench.raw.Form;

/** The report, in Markdown. */
final class Report {
  private static final String HEADER =
      """
      # Performance

      `src/bench/run` builds the product and its alternatives, measures all of them in the same rounds, and writes this file.
      `src/bench/run --help` prints its options. It needs a JDK 17, Maven, and Debian's `wrk`.
      """;

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("a", "(a) Subscription Ledger"),
          Map.entry("b", "(b) one JPA transaction per callback"),
          Map.entry("b-lock", "(b+lock) the same guarantees, one transaction per callback"),
          Map.entry("c", "(c) JAX-RS no-op"),
          Map.entry("e", "(e) Spring Boot, Spring Data JPA"),
          Map.entry("h2-a", "(a) Subscription Ledger"),
          Map.entry("h2-b", "(b) one JPA transaction per callback"),
          Map.entry("h2-b-lock", "(b+lock) the same guarantees, one transaction per callback"),
          Map.entry("a-filled", "(a) with entries in the ledger"),
          Map.entry("a-watched", "(a) while 100 streams are open, each of one account"));

  private final Options options;
  private final Facts facts;
  private final Results results;

  Report(Options options, Facts facts, Results results) {
    this.options = options;
    this.facts = facts;
    this.results = results;
  }

  String text() {
    return Stream.of(
            HEADER,
            method(),
            new Targets(facts, results).text(),
            figures("PostgreSQL, callbacks of two subscribers", series -> isOnPostgres(series, 2)),
            figures(
                "PostgreSQL, callbacks of 100 subscribers", series -> isOnPostgres(series, 100)),
            figures("H2, callbacks of two subscribers", Report::isOnH2),
            h2(),
            readers(),
            servers(),
            kept())
        .filter(section -> !section.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private String method() {
    Machine machine = facts.machine();
    return """
        - Date and machine: %s, %s, %d cores, %s of memory.
        - System: %s, %s. Forcing a block of 8 KB to the disk takes %.2f ms (%.2f–%.2f).
        - The load generator, the server and the database share the cores.
        - All servers run at once, each in a process of its own with `-Xmx512m`, but only one is under load at a time.
          A run takes %d seconds, after two seconds of the same load. There are %d rounds.
        - Figures are medians of the rounds, with minimum and maximum.
        - Each server is warmed up for %d seconds with the most connections, and for a quarter of that with each other load.
          PostgreSQL then runs ANALYZE.
        - PostgreSQL %s has these settings:
          %s.
        - Throughput counts answers of OK only. A run with any other answer is marked.
        - The groups of (d) are as large as those of (a) under the same load: %s.
        """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            machine.processor(),
            machine.cores(),
            machine.memory(),
            machine.kernel(),
            machine.jdk(),
            machine.fsyncMillis().median(),
            machine.fsyncMillis().min(),
            machine.fsyncMillis().max(),
            options.seconds(),
            options.rounds(),
            options.warmUp(),
            facts.postgresVersion(),
            PostgresCluster.SETTINGS.entrySet().stream()
                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                .sorted()
                .collect(Collectors.joining(", ")),
            facts.groupSizes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(size -> size.getValue() + " callbacks of " + size.getKey())
                .collect(Collectors.joining(", ")));
  }

  private static boolean isOnPostgres(Results.Series series, int subscribers) {
    return !isOnH2(series) && series.subscribers() == subscribers;
  }

  private static boolean isOnH2(Results.Series series) {
    return series.variant().startsWith("h2");
  }

  private String figures(String title, Predicate<Results.Series> which) {
    List<Results.Series> series = results.series().stream().filter(which).toList();
    if (series.isEmpty()) {
      return "";
    }
    return """
        ## %s

        | variant | connections | callbacks/s | entries/s | p50 ms | p99 ms | slowest ms | server, CPU s per 1,000 | PostgreSQL, CPU s per 1,000 |
        |---|---|---|---|---|---|---|---|---|
        %s"""
        .formatted(title, series.stream().map(this::row).collect(Collectors.joining()));
  }

  private String row(Results.Series series) {
    long failures = results.failures(series);
    return "| %s | %s | %s%s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            title(series.variant()),
            series.variant().startsWith("d") ? "–" : series.connections(),
            figure(series, Sample::perSecond, "%,.0f"),
            failures == 0 ? "" : " **" + failures + " NOT OK**",
            figure(series, sample -> sample.perSecond() * series.subscribers(), "%,.0f"),
            figure(series, Sample::p50Millis, "%.1f"),
            figure(series, Sample::p99Millis, "%.1f"),
            slowest(series),
            figure(series, Sample::serverCpu, "%.3f"),
            figure(series, Sample::databaseCpu, "%.3f"));
  }

  static String title(String variant) {
    return Stream.of(Form.values())
        .filter(form -> form.word().equals(variant))
        .map(form -> "(%s) %s, no HTTP".formatted(form.word(), form.title()))
        .findFirst()
        .orElseGet(() -> TITLES.getOrDefault(variant, variant));
  }

  private String slowest(Results.Series series) {
    return results
        .statistics(series, Sample::maxMillis)
        .filter(statistics -> !Double.isNaN(statistics.max()))
        .map(statistics -> String.format(Locale.ROOT, "%.0f", statistics.max()))
        .orElse("–");
  }

  private String figure(Results.Series series, ToDoubleFunction<Sample> figure, String format) {
    return results
        .statistics(series, figure)
        .filter(statistics -> !Double.isNaN(statistics.median()))
        .map(statistics -> figure(statistics, format))
        .orElse("–");
  }

  private static String figure(Statistics statistics, String format) {
    return String.format(
        Locale.ROOT,
        format + " (" + format + "–" + format + ")",
        statistics.median(),
        statistics.min(),
        statistics.max());
  }

  private String h2() {
    if (facts.h2().isEmpty()) {
      return "";
    }
    return """
        The file of H2, after the load and %d seconds of rest, and at its largest during the load:

        | variant | entries | bytes per entry after the rest | file after the rest | largest |
        |---|---|---|---|---|
        %s"""
        .formatted(
            options.rest(),
            facts.h2().entrySet().stream()
                .map(
                    size ->
                        String.format(
                            Locale.ROOT,
                            "| %s | %,d | %,.0f | %,.0f MB | %,.0f MB |%n",
                            title(size.getKey()),
                            size.getValue().kept().entries(),
                            size.getValue().bytesPerEntry(),
                            size.getValue().restedBytes() / 1e6,
                            size.getValue().largestBytes() / 1e6))
                .collect(Collectors.joining()));
  }

  private String readers() {
    if (facts.answers().isEmpty()) {
      return "";
    }
    return """
        ## Readers

        On PostgreSQL, with %,d entries in the ledger, one question after another, while nothing is written:

        | question | median ms | p99 ms | slowest ms |
        |---|---|---|---|
        %s"""
        .formatted(
            options.filled(),
            facts.answers().entrySet().stream()
                .map(
                    answers ->
                        String.format(
                            Locale.ROOT,
                            "| %s | %.1f | %.1f | %.1f |%n",
                            answers.getKey(),
                            answers.getValue().median(),
                            answers.getValue().p99(),
                            answers.getValue().max()))
                .collect(Collectors.joining()));
  }

  private String servers() {
    return """
        ## The servers

        | variant | WAR or jar, MB | peak memory, MB | start to first OK, s |
        |---|---|---|---|
        %s"""
        .formatted(
            facts.archiveBytes().entrySet().stream()
                .map(
                    archive -> {
                      String name = archive.getKey();
                      return String.format(
                          Locale.ROOT,
                          "| %s%s | %.1f | %.0f | %s |%n",
                          title(name),
                          name.startsWith("h2") ? ", H2" : "",
                          archive.getValue() / 1e6,
                          facts.peakMegabytes().get(name),
                          facts.starts().containsKey(name)
                              ? figure(Statistics.of(facts.startSeconds(name)), "%.1f")
                              : "–");
                    })
                .collect(Collectors.joining()));
  }

  private String kept() {
    String lines =
        Stream.concat(
                facts.kept().entrySet().stream(),
                facts.h2().entrySet().stream()
                    .map(size -> Map.entry(size.getKey(), size.getValue().kept())))
            .map(
                kept ->
                    String.format(
                        Locale.ROOT,
                        "| %s%s | %,d | %,d | %s |%n",
                        title(kept.getKey()),
                        kept.getKey().startsWith("h2") ? ", H2" : "",
                        kept.getValue().acknowledged(),
                        kept.getValue().entries(),
                        kept.getValue().isComplete() ? "yes" : "**NO**"))
            .collect(Collectors.joining());
    return """
        ## Completeness

        There may be more entries, because callbacks were in transit when a run ended. H2 was opened after its server was killed.

        | variant | events answered OK | entries | all there |
        |---|---|---|---|
        %s"""
        .formatted(lines);
  }
}
