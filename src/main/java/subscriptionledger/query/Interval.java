package subscriptionledger.query;

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
 * How long the buckets of statistics are: a day, a week or a month of a time zone's calendar, or a
 * part of a day.
 *
 * @param part null when the unit is not divided
 */
record Interval(Unit unit, @Nullable Duration part) {
  static final Interval HOUR = new Interval(Unit.DAY, Duration.ofHours(1));

  private static final Duration DAY = Duration.ofDays(1);

  /** A stretch of the calendar. It begins at the first instant that has its first date. */
  enum Unit {
    DAY("P1D", ChronoUnit.DAYS),

    /** From Monday on (ISO 8601). */
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

  /** Empty for what is neither a unit nor whole minutes of which a day of 24 hours has a number. */
  static Optional<Interval> parse(String text) {
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
   * Where the buckets begin that hold all from one instant to before another, and where the last of
   * them ends.
   *
   * @param most how many buckets may be; if more were needed, there is one bound too many
   */
  List<Instant> bounds(ZoneId zone, Instant from, Instant to, int most) {
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

  /** Not every day begins at midnight: some clocks are then set on. */
  private static Instant beginning(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  /** As in ISO 8601. */
  @Override
  public String toString() {
    return part == null ? unit.text : part.toString();
  }
}
