package subscriptionledger.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Ids;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.PointInTime;

/** The parameters of a request. Every objection contains the name of the parameter. */
final class Parameters {
  /** The parameters that {@link #filter} reads. */
  static final List<String> FILTER = List.of("kind", "account", "subscriber", "from", "to");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Set<String> BOOLEANS = Set.of("true", "false");
  private static final int DEFAULT_LIMIT = 100;
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  private final Map<String, List<String>> query;

  private Parameters(Map<String, List<String>> query) {
    this.query = query;
  }

  /**
   * Checks the names of the parameters.
   *
   * @param known the parameters that the request accepts
   * @throws ProblemException if a parameter is unknown or repeated
   */
  static Parameters of(Map<String, List<String>> query, String... known) {
    Set<String> names = Set.of(known);
    query.forEach(
        (name, values) -> {
          if (!names.contains(name)) {
            throw bad(name, "is unknown");
          }
          if (values.size() > 1) {
            throw bad(name, "is given more than once");
          }
        });
    return new Parameters(query);
  }

  /** Returns the names in {@link #FILTER} and further ones. */
  static String[] filterAnd(String... others) {
    return Stream.concat(FILTER.stream(), Arrays.stream(others)).toArray(String[]::new);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
  }

  /** Returns the value of a boolean parameter that only CSV has. */
  boolean ofCsv(String name) {
    return parsed(
            name,
            "must be true or false",
            text -> BOOLEANS.contains(text) ? Optional.of(text.equals("true")) : Optional.empty())
        .orElse(false);
  }

  /** Refuses a parameter that only CSV has, because the response is not CSV. */
  void notOfCsv(String name) {
    if (ofCsv(name)) {
      throw bad(name, "requires Accept: text/csv");
    }
  }

  /** Returns the id of an account or a user. */
  Optional<String> id(String name) {
    return parsed(
        name,
        "must have 1 to 255 characters and no control characters other than tab",
        text -> Optional.of(text).filter(Ids::isId));
  }

  Optional<Long> number(String name) {
    return parsed(
        name,
        "must be an integer, 0 or greater, of at most 18 digits",
        text ->
            NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty());
  }

  /** Returns the number of items requested. */
  int limit(int most) {
    long limit = number("limit").orElse((long) Math.min(DEFAULT_LIMIT, most));
    if (limit < 1 || limit > most) {
      throw bad("limit", "must be from 1 to " + most);
    }
    return (int) limit;
  }

  Optional<Instant> instant(String name) {
    return parsed(
        name,
        "must be an ISO 8601 instant in UTC, such as 2026-01-31T08:30:00.000Z",
        Parameters::instantOf);
  }

  Optional<Duration> duration(String name, Duration most) {
    return parsed(
        name,
        "must be an ISO 8601 duration of at most " + most,
        text ->
            durationOf(text).filter(value -> !value.isNegative() && value.compareTo(most) <= 0));
  }

  Optional<Interval> interval(String name) {
    return parsed(
        name,
        "must be P1D, P1W, P1M, or a whole number of minutes that divides a day evenly, such as PT15M",
        Interval::parse);
  }

  /** Returns a time zone by its name in the IANA database. */
  Optional<ZoneId> zone(String name) {
    return parsed(
        name,
        "must be the name of a time zone in the IANA database, such as Asia/Shanghai",
        text -> ZONES.contains(text) ? Optional.of(ZoneId.of(text)) : Optional.empty());
  }

  <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    return parsed(name, "must be one of " + words(type), text -> wordOf(text, type));
  }

  EntryFilter filter() {
    Set<Kind> kinds =
        parsed("kind", "must be one or more of " + words(Kind.class), Parameters::kinds)
            .orElse(Set.of());
    return new EntryFilter(
        kinds,
        id("account").orElse(null),
        id("subscriber").orElse(null),
        instant("from").orElse(null),
        instant("to").orElse(null));
  }

  PointInTime pointInTime() {
    return new PointInTime(instant("asOf").orElse(null), instant("knownAt").orElse(null));
  }

  private <T> Optional<T> parsed(
      String name, String expected, Function<String, Optional<T>> parse) {
    return text(name).map(text -> parse.apply(text).orElseThrow(() -> bad(name, expected)));
  }

  private static Optional<Instant> instantOf(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(instant -> !instant.isBefore(Instant.EPOCH))
          .filter(instant -> instant.isBefore(Instant.parse("9999-12-31T00:00:00Z")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> durationOf(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Set<Kind>> kinds(String text) {
    List<Optional<Kind>> kinds =
        Arrays.stream(text.split(",", -1)).map(word -> wordOf(word, Kind.class)).toList();
    return kinds.stream().allMatch(Optional::isPresent)
        ? Optional.of(kinds.stream().flatMap(Optional::stream).collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> wordOf(String text, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
  }

  static ProblemException bad(String name, String objection) {
    return new ProblemException(Problem.badParameter(name, objection));
  }
}
