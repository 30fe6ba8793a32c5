package subscriptionledger.http;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The length of the buckets of statistics: a day, a week or a month of a time zone's calendar, or a
 * fraction of a day.
 *
 * @param part the fraction of a day; null if the unit is not divided
 */
public record Interval(Unit unit, @Nullable Duration part) {
  private static final Duration DAY = Duration.ofDays(1);

  /** A unit of the calendar. It begins at the first instant of its first date. */
  enum Unit {
    DAY("P1D", ChronoUnit.DAYS),

    /** A week, which begins on Monday (ISO 8601). */
    WEEK("P1W", ChronoUnit.WEEKS),

    MONTH("P1M", ChronoUnit.MONTHS);

    private final String text;
    private final ChronoUnit length;

    Unit(String text, ChronoUnit length) {
      this.text = text;
      this.length = length;
    }

    private LocalDate firstDateOf(LocalDate date) {
      return switch (this) {
        case DAY -> date;
        case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> date.withDayOfMonth(1);
      };
    }
  }

  /**
   * Parses an interval; empty unless the text is a unit or a whole number of minutes that divides a
   * day of 24 hours evenly.
   */
  public static Optional<Interval> parse(String text) {
    return Arrays.stream(Unit.values())
        .filter(unit -> unit.text.equals(text))
        .findFirst()
        .map(unit -> new Interval(unit, null))
        .or(() -> duration(text).flatMap(Interval::of));
  }

  private static Optional<Interval> of(Duration duration) {
    if (duration.equals(DAY)) {
      return Optional.of(new Interval(Unit.DAY, null));
    }
    boolean divides =
        duration.compareTo(Duration.ofMinutes(1)) >= 0
            && duration.equals(duration.truncatedTo(ChronoUnit.MINUTES))
            && DAY.toMinutes() % duration.toMinutes() == 0;
    return divides ? Optional.of(new Interval(Unit.DAY, duration)) : Optional.empty();
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the beginnings of the buckets that cover a range, followed by the end of the last one.
   *
   * @param most the maximum number of buckets; if more are necessary, the list contains one bucket
   *     too many
   */
  public List<Instant> bounds(ZoneId zone, Instant from, Instant to, int most) {
    List<Instant> bounds = new ArrayList<>();
    LocalDate date = unit.firstDateOf(from.atZone(zone).toLocalDate());
    Instant end = beginning(date, zone);
    while (true) {
      Instant begin = end;
      date = date.plus(1, unit.length);
      end = beginning(date, zone);
      for (Instant at = begin; at.isBefore(end); at = next(at, end)) {
        if (next(at, end).isAfter(from)) {
          bounds.add(at);
          if (!at.isBefore(to) || bounds.size() > most + 1) {
            return bounds;
          }
        }
      }
    }
  }

  private Instant next(Instant at, Instant end) {
    return part == null || at.plus(part).isAfter(end) ? end : at.plus(part);
  }

  /**
   * Returns the beginning of a date, which is not always midnight because some clocks are set
   * forward then.
   */
  private static Instant beginning(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  /** Returns the interval as an ISO 8601 duration. */
  @Override
  public String toString() {
    return part == null ? unit.text : part.toString();
  }
}
