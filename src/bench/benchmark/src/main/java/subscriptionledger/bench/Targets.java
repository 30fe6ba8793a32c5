package subscriptionledger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is to be reached, beside what is. All ratios are of medians from this run. */
final class Targets {
  private final Facts facts;
  private final Results results;
  private final List<String> rows = new ArrayList<>();

  Targets(Facts facts, Results results) {
    this.facts = facts;
    this.results = results;
  }

  String text() {
    ratio("128 connections: (a) ÷ (b)", 12, "a", "b", 128);
    ratio("128 connections: (a) ÷ (b+lock)", 20, "a", "b-lock", 128);
    atLeast("128 connections: (a) ÷ the limit", 0.85, ratio(perSecond("a", 128), limit()));
    ratio("One connection: (a) ÷ (b)", 1.3, "a", "b", 1);
    atMost("128 connections: p99 of (a), ms", 30, p99("a"));
    ratio("128 connections: (a) with 100 streams ÷ (a)", 0.9, "a-watched", "a", 128);
    atLeast(
        "Lasting load: (a) on a filled ledger ÷ (a)",
        0.95,
        ratio(lasting(Contenders.FILLED), lasting("a")));
    Readers.Answers state = facts.answers().get(Report.STATE_UNDER_LOAD);
    if (state != null) {
      atMost(
          "Filled ledger, 128 connections: p99 of a person's state, ms",
          150,
          OptionalDouble.of(state.p99()));
    }
    ratio("H2, 128 connections: (a) ÷ (b+lock)", 5, "h2-a", "h2-b-lock", 128);
    Facts.H2Size h2 = facts.h2().get("h2-a");
    if (h2 != null) {
      atMost("H2: bytes of the file per entry", 700, OptionalDouble.of(h2.bytesPerEntry()));
    }
    atMost("The slowest answer of (a) in any run, ms", 2_000, slowest());
    managed(1);
    managed(128);
    return """
        ## Targets

        The limit is 1 ÷ (1/(c) + 1/(d)): answering and recording in series on the same cores. H2 is named where it is meant;
        all other figures are of PostgreSQL.

        | | target | reached | |
        |---|---|---|---|
        %s"""
        .formatted(String.join("", rows));
  }

  /** If it reached this, it would be the product (decision 7). */
  private void managed(int connections) {
    OptionalDouble reached =
        ratio(perSecond(Contenders.MANAGED, connections), perSecond("a", connections));
    reached.ifPresent(
        value ->
            add(
                "%s: (a-jpa) ÷ (a)"
                    .formatted(connections == 1 ? "One connection" : connections + " connections"),
                "< 0.85",
                value,
                value < 0.85));
  }

  private OptionalDouble slowest() {
    return results.series().stream()
        .filter(series -> List.of("a", "h2-a", Contenders.FILLED).contains(series.variant()))
        .flatMap(series -> results.statistics(series, Sample::maxMillis).stream())
        .mapToDouble(Statistics::max)
        .max();
  }

  private OptionalDouble limit() {
    OptionalDouble answering = perSecond("c", 128);
    OptionalDouble recording = perSecond(RawVariant.NAME, 128);
    return answering.isPresent() && recording.isPresent()
        ? OptionalDouble.of(1 / (1 / answering.getAsDouble() + 1 / recording.getAsDouble()))
        : OptionalDouble.empty();
  }

  private OptionalDouble perSecond(String variant, int connections) {
    return results.perSecond(variant, connections, 2);
  }

  private OptionalDouble p99(String variant) {
    return median(results.statistics(new Results.Series(variant, 128, 2), Sample::p99Millis));
  }

  private OptionalDouble lasting(String variant) {
    return median(facts.lasting(variant, Lasting::perSecond));
  }

  private static OptionalDouble median(Optional<Statistics> statistics) {
    return statistics
        .map(figures -> OptionalDouble.of(figures.median()))
        .orElse(OptionalDouble.empty());
  }

  private void ratio(String title, double target, String one, String other, int connections) {
    atLeast(title, target, ratio(perSecond(one, connections), perSecond(other, connections)));
  }

  private static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
        : OptionalDouble.empty();
  }

  private void atLeast(String title, double target, OptionalDouble reached) {
    reached.ifPresent(value -> add(title, "≥ " + number(target), value, value >= target));
  }

  private void atMost(String title, double target, OptionalDouble reached) {
    reached.ifPresent(value -> add(title, "≤ " + number(target), value, value <= target));
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
