package subscriptionledger.http;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Ids;
import subscriptionledger.ledger.Kind;

/**
 * Converts the parameters of requests to the types that the resources declare. {@link
 * ParameterFilter} has already refused invalid ones.
 */
public class ParameterConverters implements ParamConverterProvider {
  /** The maximum time for which a request may wait for entries. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
  private static final Instant LATEST = Instant.parse("9999-12-30T23:59:59.999999999Z");

  /** The query parameters' types other than enums. A set contains kinds of entries. */
  private static final Map<Class<?>, Syntax> SYNTAXES =
      Map.of(
          Long.class,
          new Syntax(
              "must be an integer, 0 or greater, of at most 18 digits",
              text -> text.matches("\\d{1,18}") ? Long.valueOf(text) : null),
          Boolean.class,
          new Syntax(
              "must be true or false",
              text -> text.matches("true|false") ? Boolean.valueOf(text) : null),
          IdParameter.class,
          new Syntax(IdParameter.SYNTAX, text -> Ids.isId(text) ? new IdParameter(text) : null),
          Instant.class,
          new Syntax(
              "must be an ISO 8601 instant in UTC, such as 2026-01-31T08:30:00.000Z",
              text -> within(Instant.EPOCH, Instant.parse(text), LATEST)),
          Duration.class,
          new Syntax(
              "must be an ISO 8601 duration of at most " + MAX_WAIT,
              text -> within(Duration.ZERO, Duration.parse(text), MAX_WAIT)),
          Interval.class,
          new Syntax(
              "must be P1D, P1W, P1M, or a whole number of minutes that divides a day evenly, such as PT15M",
              text -> Interval.parse(text).orElse(null)),
          ZoneId.class,
          new Syntax(
              "must be the name of a time zone in the IANA database, such as Asia/Shanghai",
              text -> ZONES.contains(text) ? ZoneId.of(text) : null),
          Set.class,
          new Syntax(
              "must be one or more of " + names(Kind.class),
              text ->
                  Arrays.stream(text.split(",", -1))
                      .map(kind -> constant(kind, Kind.class))
                      .collect(Collectors.toSet())));

  /**
   * The values of a type.
   *
   * @param objection the predicate of a sentence about any other text, as in "must be a number"
   * @param parser returns null for any other text, or throws an exception
   */
  private record Syntax(String objection, Function<String, @Nullable Object> parser) {}

  @Override
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation[] annotations) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof QueryParam query && syntax(type).isPresent()) {
        return new Converter<>(text -> type.cast(parse(type, query.value(), text)));
      }
      if (annotation instanceof PathParam && type == IdParameter.class) {
        return new Converter<>(text -> type.cast(IdParameter.ofPath(text)));
      }
    }
    return null;
  }

  /**
   * Converts a query parameter.
   *
   * @throws ProblemException if the text is not a value of the type
   */
  public static Object parse(Class<?> type, String name, String text) {
    Syntax syntax = syntax(type).orElseThrow();
    return value(syntax, text)
        .orElseThrow(() -> new ProblemException(Problem.badParameter(name, syntax.objection())));
  }

  private static Optional<Object> value(Syntax syntax, String text) {
    try {
      return Optional.ofNullable(syntax.parser().apply(text));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Syntax> syntax(Class<?> type) {
    return type.isEnum()
        ? Optional.of(new Syntax("must be one of " + names(type), text -> constant(text, type)))
        : Optional.ofNullable(SYNTAXES.get(type));
  }

  /** Returns the value if it is in the range; otherwise null. */
  private static <T extends Comparable<T>> @Nullable T within(T least, T value, T most) {
    return value.compareTo(least) < 0 || value.compareTo(most) > 0 ? null : value;
  }

  private static Object constant(String text, Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  private record Converter<T>(Function<String, T> conversion) implements ParamConverter<T> {
    @Override
    public @Nullable T fromString(@Nullable String text) {
      return text == null ? null : conversion.apply(text);
    }

    @Override
    public String toString(T value) {
      return String.valueOf(value);
    }
  }
}
