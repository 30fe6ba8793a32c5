package subscriptionledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
  private static final int MOST = 1_500;
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @CsvSource({
    "P1D, UTC, 2026-01-01T00:00Z 2026-01-02T00:00Z 2026-01-03T00:00Z",
    "P1D, Asia/Shanghai, 2025-12-31T16:00Z 2026-01-01T16:00Z 2026-01-02T16:00Z",
    "P1D, Asia/Kolkata, 2025-12-31T18:30Z 2026-01-01T18:30Z 2026-01-02T18:30Z",
    "P1D, Asia/Kathmandu, 2025-12-31T18:15Z 2026-01-01T18:15Z 2026-01-02T18:15Z",
    "P1W, UTC, 2025-12-29T00:00Z 2026-01-05T00:00Z",
    "P1M, America/New_York, 2025-12-01T05:00Z 2026-01-01T05:00Z 2026-02-01T05:00Z",
    "PT8H, Asia/Shanghai, 2026-01-01T00:00Z 2026-01-01T08:00Z 2026-01-01T16:00Z 2026-01-02T00:00Z 2026-01-02T08:00Z",
  })
  void beginsBucketsByTheCalendarOfTheZone(String interval, String zone, String bounds) {
    assertThat(bounds(interval, zone, "2026-01-01T01:00:00Z", "2026-01-02T01:00:00Z"))
        .containsExactlyElementsOf(instants(bounds));
  }

  @ParameterizedTest
  @CsvSource({
    // 23 and 25 hours
    "P1D, America/New_York, 2026-03-08T12:00:00Z, 2026-03-08T05:00Z 2026-03-09T04:00Z",
    "P1D, America/New_York, 2026-11-01T12:00:00Z, 2026-11-01T04:00Z 2026-11-02T05:00Z",
    // 23.5 and 24.5 hours
    "P1D, Australia/Lord_Howe, 2026-10-03T20:00:00Z, 2026-10-03T13:30Z 2026-10-04T13:00Z",
    "P1D, Australia/Lord_Howe, 2026-04-04T20:00:00Z, 2026-04-04T13:00Z 2026-04-05T13:30Z",
    // There was no midnight: the day began at one o'clock.
    "P1D, America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00Z 2018-11-05T02:00Z",
    "P1D, Asia/Beirut, 2022-03-27T12:00:00Z, 2022-03-26T22:00Z 2022-03-27T21:00Z",
    // There was no 30th of December.
    "P1D, Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-29T10:00Z 2011-12-30T10:00Z",
    "P1D, Pacific/Apia, 2011-12-30T11:00:00Z, 2011-12-30T10:00Z 2011-12-31T10:00Z",
    // Two days' clocks went back over midnight, to the day before.
    "P1D, America/St_Johns, 2010-11-07T03:00:00Z, 2010-11-07T02:30Z 2010-11-08T03:30Z",
    "P1W, America/New_York, 2026-03-08T12:00:00Z, 2026-03-02T05:00Z 2026-03-09T04:00Z",
    "P1M, America/New_York, 2026-03-08T12:00:00Z, 2026-03-01T05:00Z 2026-04-01T04:00Z",
  })
  void knowsWhenClocksAreSet(String interval, String zone, Instant at, String bounds) {
    assertThat(
            Interval.parse(interval)
                .orElseThrow()
                .bounds(ZoneId.of(zone), at, at.plusMillis(1), MOST))
        .containsExactlyElementsOf(instants(bounds));
  }

  @Test
  void dividesADayOf25HoursIntoAsManyHours() {
    assertThat(bounds("PT1H", "America/New_York", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"))
        .hasSize(26);
  }

  @Test
  void endsTheLastPartOfADayWithTheDay() {
    assertThat(bounds("PT6H", "America/New_York", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"))
        .containsExactlyElementsOf(
            instants(
                "2026-11-01T04:00Z 2026-11-01T10:00Z 2026-11-01T16:00Z 2026-11-01T22:00Z"
                    + " 2026-11-02T04:00Z 2026-11-02T05:00Z"));
  }

  /** Every minute of some days is looked at: a day begins at the first that has its date. */
  @Property(tries = 300)
  void beginsADayAtTheFirstInstantThatHasItsDate(
      @ForAll("zones") String id, @ForAll("instants") Instant at) {
    ZoneId zone = ZoneId.of(id);

    List<Instant> day =
        Interval.parse("P1D").orElseThrow().bounds(zone, at, at.plusMillis(1), MOST);

    assertThat(day).hasSize(2);
    assertThat(day.get(0)).isBeforeOrEqualTo(at);
    assertThat(day.get(1)).isAfter(at);
    LocalDate date = day.get(0).atZone(zone).toLocalDate();
    for (Instant minute = day.get(0).minusSeconds(86_400);
        minute.isBefore(day.get(0));
        minute = minute.plusMillis(MINUTE)) {
      assertThat(minute.atZone(zone).toLocalDate()).isBefore(date);
    }
    for (Instant minute = day.get(0);
        minute.isBefore(day.get(1));
        minute = minute.plusMillis(MINUTE)) {
      assertThat(minute.atZone(zone).toLocalDate()).isBeforeOrEqualTo(date);
    }
    assertThat(day.get(1).atZone(zone).toLocalDate()).isAfter(date);
  }

  @Property(tries = 300)
  void makesWeeksAndMonthsOfWholeDays(@ForAll("zones") String id, @ForAll("instants") Instant at) {
    ZoneId zone = ZoneId.of(id);
    Instant later = at.plusSeconds(100 * 86_400);
    List<Instant> days =
        Interval.parse("P1D")
            .orElseThrow()
            .bounds(zone, at.minusSeconds(40 * 86_400), later.plusSeconds(40 * 86_400), MOST);

    for (Instant week : Interval.parse("P1W").orElseThrow().bounds(zone, at, later, MOST)) {
      assertThat(days).contains(week);
      assertThat(week.atZone(zone).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    }
    for (Instant month : Interval.parse("P1M").orElseThrow().bounds(zone, at, later, MOST)) {
      assertThat(days).contains(month);
      assertThat(month.atZone(zone).getDayOfMonth()).isEqualTo(1);
    }
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(
        "UTC",
        "Asia/Shanghai",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Asia/Beirut",
        "Australia/Lord_Howe",
        "America/New_York",
        "America/Sao_Paulo",
        "America/St_Johns",
        "America/Havana",
        "Europe/London");
  }

  /** Since when events may have occurred. */
  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(
            Instant.parse("2010-01-01T00:00:00Z").toEpochMilli(),
            Instant.parse("2030-01-01T00:00:00Z").toEpochMilli())
        .map(Instant::ofEpochMilli);
  }

  @Test
  void tellsOfMoreBucketsThanMayBeByOneBoundTooMany() {
    assertThat(
            Interval.parse("PT1M")
                .orElseThrow()
                .bounds(
                    ZoneId.of("UTC"), Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), MOST))
        .hasSize(MOST + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT45M", "PT12H", "P1D", "P1W", "P1M"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Interval.parse(text).orElseThrow()).hasToString(text);
  }

  @Test
  void takes24HoursForADay() {
    assertThat(Interval.parse("PT24H")).isEqualTo(Interval.parse("P1D"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "x", "PT0S", "PT7M", "PT30S", "PT1M30S", "-PT1H", "-P1D", "P2D", "P1Y", "P7D", "P2M",
        "PT25H"
      })
  void isNothingElse(String text) {
    assertThat(Interval.parse(text)).isEmpty();
  }

  private static List<Instant> bounds(String interval, String zone, String from, String to) {
    return Interval.parse(interval)
        .orElseThrow()
        .bounds(ZoneId.of(zone), Instant.parse(from), Instant.parse(to), MOST);
  }

  private static List<Instant> instants(String texts) {
    return List.of(texts.split(" ")).stream()
        .map(text -> Instant.parse(text.replace("Z", ":00Z")))
        .toList();
  }
}
