package subscriptionledger.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import subscriptionledger.bench.raw.Form;

/** What is to be reached, beside what is. All ratios are of medians from this run. */
final class Targets {
  private static final int LISTS = 100;

  private final Facts facts;
  private final Results results;
  private final List<String> rows = new ArrayList<>();

  Targets(Facts facts, Results results) {
    this.facts = facts;
    this.results = results;
  }

  String text() {
    for (Form form : formsFromTheFastest(128, 2)) {
      atLeast(
          "PostgreSQL, 128 connections: (a) ÷ the limit with (%s)".formatted(form.word()),
          0.85,
          ratio(perSecond("a", 128, 2), limit(form)));
    }
    ratio("PostgreSQL, 128 connections: (a) ÷ (b)", 5, "a", "b", 128);
    ratio("PostgreSQL, 128 connections: (a) ÷ (e)", 5, "a", "e", 128);
    ratio("PostgreSQL, 128 connections: (a) ÷ (b+lock)", 12, "a", "b-lock", 128);
    ratio("PostgreSQL, 32 connections: (a) ÷ (b)", 4, "a", "b", 32);
    ratio("PostgreSQL, one connection: (a) ÷ (b)", 1.2, "a", "b", 1);
    results
        .statistics(new Results.Series("a", 128, 2), Sample::p99Millis)
        .ifPresent(p99 -> atMost("PostgreSQL, 128 connections: p99 of (a), ms", 50, p99.median()));
    slowest();
    for (Form form : formsFromTheFastest(32, LISTS)) {
      atLeast(
          "Callbacks of 100 subscribers, 32 connections: (a) ÷ (%s)".formatted(form.word()),
          0.85,
          ratio(perSecond("a", 32, LISTS), perSecond(form.word(), 32, LISTS)));
    }
    ratio("PostgreSQL, 128 connections: (a) with a filled ledger ÷ (a)", 0.9, "a-filled", "a", 128);
    ratio(
        "PostgreSQL, 128 connections: (a) with 100 streams open ÷ (a)", 0.9, "a-watched", "a", 128);
    ratio("H2, 128 connections: (a) ÷ (b)", 3.5, "h2-a", "h2-b", 128);
    ratio("H2, 128 connections: (a) ÷ (b+lock)", 3.5, "h2-a", "h2-b-lock", 128);
    Facts.H2Size h2 = facts.h2().get("h2-a");
    if (h2 != null) {
      atMost("H2: bytes per entry after the rest", 1_024, h2.bytesPerEntry());
    }
    return """
        ## Targets

        The limit is 1 ÷ (1/(c) + 1/(d)): answering and recording in series on the same cores.

        | | target | reached | |
        |---|---|---|---|
        %s"""
        .formatted(String.join("", rows));
  }

  private void slowest() {
    results.series().stream()
        .filter(series -> List.of("a", "h2-a", "a-filled").contains(series.variant()))
        .flatMap(series -> results.statistics(series, Sample::maxMillis).stream())
        .mapToDouble(Statistics::max)
        .max()
        .ifPresent(max -> atMost("The slowest answer of (a) in any run, ms", 2_000, max));
  }

  private List<Form> formsFromTheFastest(int connections, int subscribers) {
    return Stream.of(Form.values())
        .filter(form -> perSecond(form.word(), connections, subscribers).isPresent())
        .sorted(
            Comparator.comparingDouble(
                form -> -perSecond(form.word(), connections, subscribers).orElseThrow()))
        .toList();
  }

  private OptionalDouble limit(Form form) {
    OptionalDouble answering = perSecond("c", 128, 2);
    OptionalDouble recording = perSecond(form.word(), 128, 2);
    return answering.isPresent() && recording.isPresent()
        ? OptionalDouble.of(1 / (1 / answering.getAsDouble() + 1 / recording.getAsDouble()))
        : OptionalDouble.empty();
  }

  private OptionalDouble perSecond(String variant, int connections, int subscribers) {
    return results.perSecond(variant, connections, subscribers);
  }

  private void ratio(String title, double target, String one, String other, int connections) {
    atLeast(title, target, ratio(perSecond(one, connections, 2), perSecond(other, connections, 2)));
  }

  private static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
        : OptionalDouble.empty();
  }

  private void atLeast(String title, double target, OptionalDouble reached) {
    reached.ifPresent(value -> add(title, "≥ " + number(target), value, value >= target));
  }

  private void atMost(String title, double target, double reached) {
    add(title, "≤ " + number(target), reached, reached <= target);
  }

  private void add(String title, String target, double reached, boolean isReached) {
    rows.add(
        "| %s | %s | %s | %s |%n"
            .formatted(title, target, number(reached), isReached ? "yes" : "**no**"));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}
