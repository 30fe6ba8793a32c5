package subscriptionledger.bench;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The report, in Markdown. */
final class Report {
  static final String STATE_UNDER_LOAD = "one state while 128 connections send callbacks";

  private static final String HEADER =
      """
      # Performance

      `src/bench/run` builds the product and its alternatives, measures all of them in the same rounds, and writes this file.
      `src/bench/run --help` prints its options. It needs a JDK 17, Maven, and Debian's `wrk`.
      Speeds of different runs do not compare, because machines vary. Only ratios within a run compare.
      """;

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("a", "(a) Subscription Ledger"),
          Map.entry("a-jpa", "(a-jpa) its group commit by managed entities"),
          Map.entry("b", "(b) one JPA transaction per callback"),
          Map.entry("b-lock", "(b+lock) that with (a)'s guarantees"),
          Map.entry("c", "(c) JAX-RS no-op"),
          Map.entry("d", "(d) (a)'s statements, no HTTP"),
          Map.entry("e", "(e) Spring Boot, Spring Data JPA"),
          Map.entry("a-filled", "(a) on a filled ledger"),
          Map.entry("a-watched", "(a) while 100 streams are open"));

  private final Options options;
  private final Facts facts;
  private final Results results;

  Report(Options options, Facts facts, Results results) {
    this.options = options;
    this.facts = facts;
    this.results = results;
  }

  /**
   * Returns the report.
   *
   * @param chart the name of the chart's file
   */
  String text(String chart) {
    return Stream.of(
            HEADER,
            new Targets(facts, results).text(),
            figures(chart),
            lasting(),
            readers(),
            h2(),
            servers(),
            kept(),
            method())
        .filter(section -> !section.isEmpty())
        .collect(joining("\n"));
  }

  private String figures(String chart) {
    return """
        ## Callbacks

        ![Callbacks per second at 128 connections](%s)

        Callbacks of two subscribers, or as many as the variant's name tells. Medians of %d rounds, with minimum and maximum.

        | variant | connections | callbacks/s | p50 ms | p99 ms | slowest ms | server, CPU s per 1,000 | PostgreSQL, CPU s per 1,000 |
        |---|---|---|---|---|---|---|---|
        %s"""
        .formatted(
            chart, options.rounds(), results.series().stream().map(this::row).collect(joining()));
  }

  private String row(Results.Series series) {
    long failures = results.failures(series);
    return "| %s%s | %s | %s%s | %s | %s | %s | %s | %s |%n"
        .formatted(
            title(series.variant()),
            series.subscribers() == 2 ? "" : ", lists of " + series.subscribers(),
            series.variant().equals(RawVariant.NAME) ? "–" : series.connections(),
            figure(series, Sample::perSecond, "%,.0f"),
            failures == 0 ? "" : " **" + failures + " NOT OK**",
            figure(series, Sample::p50Millis, "%.1f"),
            figure(series, Sample::p99Millis, "%.1f"),
            slowest(series),
            figure(series, Sample::serverCpu, "%.3f"),
            figure(series, Sample::databaseCpu, "%.3f"));
  }

  static String title(String variant) {
    boolean onH2 = variant.startsWith("h2-");
    String name = onH2 ? variant.substring("h2-".length()) : variant;
    return TITLES.getOrDefault(name, name) + (onH2 ? ", H2" : "");
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

  private String lasting() {
    if (facts.lasting().isEmpty()) {
      return "";
    }
    return """
        ## Lasting load

        %d seconds of 128 connections, with a checkpoint of PostgreSQL at the start and one every 30 seconds.
        Callbacks per second are those of the load and of the time in which states and statistics catch up.
        A filled ledger has %,d entries. Medians of %d runs by turns, with minimum and maximum.

        | variant | callbacks/s | p99 ms | entries behind at the end | s to catch up | bytes of write-ahead log per callback |
        |---|---|---|---|---|---|
        %s"""
        .formatted(
            options.lasting(),
            options.filled(),
            (options.rounds() + 1) / 2,
            facts.lasting().keySet().stream().map(this::lasting).collect(joining()));
  }

  private String lasting(String variant) {
    return "| %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            title(variant),
            lasting(variant, Lasting::perSecond, "%,.0f"),
            lasting(variant, Lasting::p99Millis, "%.1f"),
            lasting(variant, Lasting::lag, "%,.0f"),
            lasting(variant, Lasting::catchUpSeconds, "%.1f"),
            lasting(variant, Lasting::walBytes, "%,.0f"));
  }

  private String lasting(String variant, ToDoubleFunction<Lasting> figure, String format) {
    return figure(facts.lasting(variant, figure).orElseThrow(), format);
  }

  private String readers() {
    if (facts.answers().isEmpty()) {
      return "";
    }
    return """
        ## Readers

        On the filled ledger, one question after another; nothing is recorded meanwhile, but for the last.

        | question | median ms | p99 ms | slowest ms | not caught up (503) |
        |---|---|---|---|---|
        %s"""
        .formatted(
            facts.answers().entrySet().stream()
                .map(
                    answers ->
                        String.format(
                            Locale.ROOT,
                            "| %s | %.1f | %.1f | %.1f | %d of %,d |%n",
                            answers.getKey(),
                            answers.getValue().median(),
                            answers.getValue().p99(),
                            answers.getValue().max(),
                            answers.getValue().behind(),
                            answers.getValue().all()))
                .collect(joining()));
  }

  private String h2() {
    if (facts.h2().isEmpty()) {
      return "";
    }
    return """
        ## The file of H2

        | variant | entries | bytes per entry after %d s of rest | file after the rest | largest |
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
                .collect(joining()));
  }

  private String servers() {
    return """
        ## The servers

        | variant | WAR or jar, MB | peak memory, MB | start to first OK, s |
        |---|---|---|---|
        %s"""
        .formatted(facts.archiveBytes().entrySet().stream().map(this::server).collect(joining()));
  }

  private String server(Map.Entry<String, Long> archive) {
    String name = archive.getKey();
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.0f | %s |%n",
        title(name),
        archive.getValue() / 1e6,
        facts.peakMegabytes().get(name),
        facts.starts().containsKey(name)
            ? figure(Statistics.of(facts.startSeconds(name)), "%.1f")
            : "–");
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
                        "| %s | %,d | %,d | %s |%n",
                        title(kept.getKey()),
                        kept.getValue().acknowledged(),
                        kept.getValue().entries(),
                        kept.getValue().isComplete() ? "yes" : "**NO**"))
            .collect(joining());
    return """
        ## Completeness

        There may be more entries, because callbacks were in transit when a run ended.
        H2 was opened after its server was killed.

        | variant | events answered OK | entries | all there |
        |---|---|---|---|
        %s"""
        .formatted(lines);
  }

  private String method() {
    Machine machine = facts.machine();
    return """
        ## Method

        - Commit, date and machine: %s, %s, %s, %d cores, %s of memory.
        - System: %s, %s.
          Forcing a block of 8 KB to the disk takes %.2f ms (%.2f–%.2f).
        - The load generator, the server and the database share the cores.
        - All servers run at once, each in a process of its own with `%s`,
          but only one is under load at a time. A run takes %d seconds, after two seconds of the same load.
          The next begins when what follows the ledger has caught up.
        - Each server is warmed up, with the most connections and then with each load, until the compilers of its Java
          use less than 3 %% of a core, or for %d seconds. After every 5 seconds they have the machine for themselves
          until they rest. PostgreSQL then runs ANALYZE.
        - PostgreSQL %s has these settings:
          %s.
        - Throughput counts answers of OK only. A run with any other answer is marked.
        - (a-jpa) writes the same rows with `persist`: batch writing (rewritten by the driver), entities woven at build time,
          and look-ups by arrays that return managed rows.
        - (b) numbers entries by a sequence of the database and keeps states in the same transaction.
          (b+lock) is the product's transaction, one for each callback.
        - The groups of (d) are as large as those of (a) under the same load: %s.
        """
        .formatted(
            options.commit(),
            LocalDate.now(ZoneOffset.UTC),
            machine.processor(),
            machine.cores(),
            machine.memory(),
            machine.kernel(),
            machine.jdk(),
            machine.fsyncMillis().median(),
            machine.fsyncMillis().min(),
            machine.fsyncMillis().max(),
            Server.JAVA_OPTIONS,
            options.seconds(),
            options.warmUp(),
            facts.postgresVersion(),
            PostgresCluster.SETTINGS.entrySet().stream()
                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                .sorted()
                .collect(joining(",\n  ")),
            facts.groupSizes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(size -> size.getValue() + " callbacks of " + size.getKey())
                .collect(joining(", ")));
  }
}
