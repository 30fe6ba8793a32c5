package subscriptionledger.operations;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code ledger.*} keys of a MicroProfile Config, and remembers which were asked for. No
 * message that comes from here repeats a value: it may be a secret.
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
   * The value of a key, stripped; empty when it is not set.
   *
   * @throws ConfigurationException when it is blank, or holds a {@code ${…}} that nothing replaced
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
   * The value as far as it could be made out. What stands for a value that is not there, one server
   * hands on as it is, one makes nothing of it, and two throw an exception, GlassFish before one
   * can ask for the value as it was.
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
   * The parts of a comma-separated value; empty when the key is not set.
   *
   * @throws ConfigurationException when one of them is blank
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
   * A value made from the text of a key.
   *
   * @param expected what the value must be, for the message
   * @throws ConfigurationException when it cannot be made
   */
  <T> Optional<T> value(String key, Function<String, Optional<T>> parse, String expected) {
    return text(key).map(text -> parsed(key, text, parse, expected));
  }

  /** The same for each part of a comma-separated value. */
  <T> List<T> values(String key, Function<String, Optional<T>> parse, String expected) {
    return list(key).stream().map(text -> parsed(key, text, parse, expected)).toList();
  }

  private static <T> T parsed(
      String key, String text, Function<String, Optional<T>> parse, String expected) {
    return parse
        .apply(text)
        .orElseThrow(() -> new ConfigurationException(key, "must be " + expected));
  }

  /**
   * The {@code ledger.*} keys that are set and that nobody asked for. An environment variable may
   * be listed under more than one spelling, so keys are compared as variables are.
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
