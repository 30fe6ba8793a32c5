package subscriptionledger.operations;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code ledger.*} keys of a MicroProfile Config, and remembers which keys were read.
 * Messages never contain a value, because it may be a secret.
 */
final class Settings {
  private static final String PREFIX = "ledger.";
  private static final String UNREPLACED =
      "contains a ${...} expression that the server has not resolved";

  private final Config config;
  private final Set<String> known = new TreeSet<>();

  Settings(Config config) {
    this.config = config;
  }

  /**
   * Returns the value of a key without surrounding white space; empty if the key is not set.
   *
   * @throws ConfigurationException if the value is blank, or contains a {@code ${…}} expression
   *     that the server has not resolved
   */
  Optional<String> text(String key) {
    known.add(key);
    Optional<String> value = Optional.ofNullable(raw(key));
    value.ifPresent(
        text -> {
          if (text.isBlank()) {
            throw new ConfigurationException(key, "is blank; remove it or set a value");
          }
          if (text.contains("${")) {
            throw new ConfigurationException(key, UNREPLACED);
          }
        });
    return value.map(String::strip);
  }

  /**
   * Returns the value as far as the server can resolve it. Servers treat an unresolvable expression
   * differently: one returns it unchanged, one returns nothing, and two throw an exception,
   * GlassFish even before the raw value can be requested.
   */
  private @Nullable String raw(String key) {
    try {
      ConfigValue value = config.getConfigValue(key);
      return value.getValue() == null ? value.getRawValue() : value.getValue();
    } catch (NoSuchElementException | IllegalArgumentException e) {
      throw new ConfigurationException(key, UNREPLACED);
    }
  }

  /**
   * Returns the elements of a comma-separated value; empty if the key is not set.
   *
   * @throws ConfigurationException if an element is blank
   */
  List<String> list(String key) {
    return text(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .peek(
            part -> {
              if (part.isEmpty()) {
                throw new ConfigurationException(key, "has a blank element");
              }
            })
        .toList();
  }

  /**
   * Parses the value of a key.
   *
   * @param expected a description of valid values for the message
   * @throws ConfigurationException if the value is invalid
   */
  <T> Optional<T> value(String key, Function<String, Optional<T>> parse, String expected) {
    return text(key).map(text -> parsed(key, text, parse, expected));
  }

  /** Parses each element of a comma-separated value. */
  <T> List<T> values(String key, Function<String, Optional<T>> parse, String expected) {
    return list(key).stream().map(text -> parsed(key, text, parse, expected)).toList();
  }

  /** Returns a positive duration, or the default if the key is not set. */
  Duration duration(String key, Duration otherwise) {
    return value(key, Settings::positive, "an ISO 8601 duration, such as PT60S").orElse(otherwise);
  }

  private static Optional<Duration> positive(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(age -> !age.isNegative() && !age.isZero());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Returns a switch, or the default if the key is not set. */
  boolean isOn(String key, boolean otherwise) {
    return value(
            key,
            text -> Optional.of(text).filter(word -> word.matches("on|off")).map("on"::equals),
            "on or off")
        .orElse(otherwise);
  }

  /** Returns the values of all keys with a prefix, by the rest of the key. */
  Map<String, String> group(String prefix) {
    Map<String, String> group = new TreeMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(prefix)) {
        text(name).ifPresent(value -> group.put(name.substring(prefix.length()), value));
      }
    }
    return group;
  }

  private static <T> T parsed(
      String key, String text, Function<String, Optional<T>> parse, String expected) {
    return parse
        .apply(text)
        .orElseThrow(() -> new ConfigurationException(key, "must be " + expected));
  }

  /**
   * Returns the {@code ledger.*} keys that are set and have not been read. Keys are compared as
   * environment variables are, because a variable may be listed in more than one spelling.
   */
  Set<String> unknown() {
    Set<String> variables =
        known.stream().map(Settings::asEnvironmentVariable).collect(Collectors.toSet());
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(name -> name.startsWith(PREFIX))
        .filter(name -> !variables.contains(asEnvironmentVariable(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String asEnvironmentVariable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
