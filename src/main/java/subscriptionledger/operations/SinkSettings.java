package subscriptionledger.operations;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Ids;
import subscriptionledger.ledger.Kind;
import subscriptionledger.relay.RetryPolicy;
import subscriptionledger.relay.Sink;
import subscriptionledger.relay.Sinks;
import subscriptionledger.relay.Target;
import subscriptionledger.relay.http.HttpTarget;
import subscriptionledger.relay.log.LogTarget;

/** Reads the keys {@code ledger.sinks} and {@code ledger.sink.<name>.…}. */
final class SinkSettings {
  private static final Duration RETRY_MAX = Duration.ofMinutes(10);
  private static final Duration DISABLE_AFTER = Duration.ofDays(5);
  private static final int BATCH = 100;

  private final Settings settings;
  private final Set<Long> served;

  /**
   * Creates a reader.
   *
   * @param served the apps that have a ledger here
   */
  SinkSettings(Settings settings, Set<Long> served) {
    this.settings = settings;
    this.served = served;
  }

  /** The possible types of targets, in the spelling of the configuration. */
  private enum Type {
    HTTP,
    LOG
  }

  Sinks sinks() {
    List<String> names =
        settings.values(
            "ledger.sinks",
            name -> Optional.of(name).filter(text -> text.matches("[a-z][a-z0-9-]{0,39}")),
            "names of at most 40 characters from a-z, 0-9 and -, separated by commas");
    if (Set.copyOf(names).size() < names.size()) {
      throw new ConfigurationException("ledger.sinks", "names a sink twice");
    }
    return new Sinks(names.stream().map(this::sink).toList());
  }

  private Sink sink(String name) {
    String prefix = "ledger.sink." + name + ".";
    int batch =
        settings
            .value(prefix + "batch", SinkSettings::batch, "a number from 1 to 1000")
            .orElse(BATCH);
    return new Sink(
        name,
        Set.copyOf(settings.values(prefix + "apps", this::app, "apps of ledger.apps")),
        new EntryFilter(
            Set.copyOf(
                settings.values(
                    prefix + "kinds", text -> constant(Kind.class, text), names(Kind.class))),
            Set.copyOf(
                settings.values(
                    prefix + "accounts",
                    text -> Optional.of(text).filter(Ids::isId),
                    "ids of accounts, separated by commas")),
            null,
            null,
            null),
        settings
            .value(
                prefix + "start", text -> constant(Sink.Start.class, text), names(Sink.Start.class))
            .orElse(Sink.Start.NOW),
        batch,
        settings.isOn(prefix + "enabled", true),
        new RetryPolicy(
            settings.duration(prefix + "retry-max", RETRY_MAX),
            settings.duration(prefix + "disable-after", DISABLE_AFTER)),
        target(prefix, batch));
  }

  private Supplier<Target> target(String prefix, int batch) {
    String key = prefix + "type";
    Type type =
        settings
            .value(key, text -> constant(Type.class, text), names(Type.class))
            .orElseThrow(
                () -> new ConfigurationException(key, "is not set; it is " + names(Type.class)));
    return switch (type) {
      case HTTP -> {
        var http = new HttpSinkSettings(settings, prefix).read(batch == 1);
        yield () -> new HttpTarget(http);
      }
      case LOG -> LogTarget::new;
    };
  }

  private Optional<Long> app(String text) {
    return Configuration.appId(text).filter(served::contains);
  }

  private static Optional<Integer> batch(String text) {
    return text.matches("[1-9]\\d{0,2}|1000")
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(text))
        .findFirst();
  }

  private static String names(Class<? extends Enum<?>> type) {
    return "one of "
        + Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }
}
