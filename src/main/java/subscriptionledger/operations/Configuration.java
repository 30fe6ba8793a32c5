package subscriptionledger.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import subscriptionledger.callback.AddressRange;
import subscriptionledger.callback.CallbackPolicy;
import subscriptionledger.callback.CallbackPolicy.AppPolicy;
import subscriptionledger.http.ApiPolicy;
import subscriptionledger.relay.Sinks;
import subscriptionledger.retention.RetentionPolicy;

/**
 * The complete, validated configuration. An invalid value stops the deployment, because a partially
 * configured ledger would lose callbacks in silence.
 *
 * @param dataSource the JNDI name of the data source
 * @param unknownKeys the keys that begin like those of the ledger but have no meaning
 */
record Configuration(
    CallbackPolicy callbacks,
    ApiPolicy api,
    RetentionPolicy retention,
    Sinks sinks,
    String dataSource,
    Set<String> unknownKeys) {
  private static final String EMBEDDED_DATA_SOURCE = "java:app/jdbc/ledger";
  private static final Duration MAX_AGE = Duration.ofSeconds(60);
  private static final int MAX_BODY_BYTES = 256 * 1024;

  private static final Duration DELIVERY_RETENTION = Duration.ofDays(90);
  private static final int STREAMS = 200;
  private static final int EXPORTS = 4;
  private static final String AUDIT_LOG = "ledger.audit-log";
  private static final String COUNT = "a number from 0 to 99999";

  /**
   * The upper limit of ledger.callback.max-body; a greater value stops the deployment. The column
   * for bodies has this size, and no callback is nearly as long.
   */
  private static final int MAX_BODY_BYTES_LIMIT = 1024 * 1024;

  /**
   * Reads the configuration.
   *
   * @throws ConfigurationException if a value is invalid
   */
  static Configuration of(Config config) {
    Settings settings = new Settings(config);
    CallbackPolicy callbacks =
        new CallbackPolicy(
            apps(settings),
            settings.duration("ledger.callback.max-age", MAX_AGE),
            settings
                .value(
                    "ledger.callback.max-body",
                    Configuration::bodyBytes,
                    "a number of bytes from 1 to " + MAX_BODY_BYTES_LIMIT)
                .orElse(MAX_BODY_BYTES),
            settings.value(
                "ledger.callback.secret",
                Configuration::pathSegment,
                "at least 8 characters, each a letter, a digit, or one of . _ ~ -"),
            settings.values(
                "ledger.callback.allowed-sources",
                AddressRange::parse,
                "IP addresses or CIDR ranges, such as 203.0.113.0/24, separated by commas"));
    ApiPolicy api =
        new ApiPolicy(
            Set.copyOf(
                settings.values(
                    "ledger.api.cors-origins",
                    Configuration::origin,
                    "origins, such as https://console.example.com, separated by commas")),
            settings.value("ledger.api.streams", Configuration::count, COUNT).orElse(STREAMS),
            settings.value("ledger.api.exports", Configuration::count, COUNT).orElse(EXPORTS));
    RetentionPolicy retention =
        new RetentionPolicy(settings.duration("ledger.delivery.retention", DELIVERY_RETENTION));
    refuseAuditLog(settings);
    Sinks sinks = new SinkSettings(settings, callbacks.apps().keySet()).sinks();
    String dataSource = settings.text("ledger.datasource").orElse(EMBEDDED_DATA_SOURCE);
    return new Configuration(callbacks, api, retention, sinks, dataSource, settings.unknown());
  }

  /** Refuses the key of earlier versions, because its user relies on the log. */
  private static void refuseAuditLog(Settings settings) {
    if (settings.isOn(AUDIT_LOG, false)) {
      throw new ConfigurationException(
          AUDIT_LOG, "is now a sink: set ledger.sinks=audit and ledger.sink.audit.type=log");
    }
  }

  private static Map<Long, AppPolicy> apps(Settings settings) {
    List<Long> ids =
        settings.values("ledger.apps", Configuration::appId, "SDKAppIDs, separated by commas");
    Map<Long, AppPolicy> apps = new TreeMap<>();
    ids.forEach(id -> apps.put(id, app(settings, id)));
    return apps;
  }

  private static AppPolicy app(Settings settings, long id) {
    String tokensKey = "ledger.app." + id + ".tokens";
    List<String> tokens = settings.list(tokensKey);
    boolean required =
        settings
            .value(
                "ledger.app." + id + ".authentication", Configuration::required, "required or off")
            .orElse(true);
    if (required && tokens.isEmpty()) {
      throw new ConfigurationException(
          tokensKey,
          "is not set. Set it to the authentication token from the provider's console;"
              + " to turn authentication off, set ledger.app."
              + id
              + ".authentication to off");
    }
    return new AppPolicy(required, tokens);
  }

  static Optional<Long> appId(String text) {
    return text.matches("[1-9]\\d{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<Boolean> required(String text) {
    return switch (text) {
      case "required" -> Optional.of(true);
      case "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> bodyBytes(String text) {
    return text.matches("\\d{1,7}")
        ? Optional.of(Integer.valueOf(text))
            .filter(bytes -> bytes >= 1 && bytes <= MAX_BODY_BYTES_LIMIT)
        : Optional.empty();
  }

  private static Optional<Integer> count(String text) {
    return text.matches("\\d{1,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  /** Parses an origin as a browser sends it (RFC 6454): a scheme, a host, and an optional port. */
  private static Optional<String> origin(String text) {
    return text.matches("https?://[A-Za-z0-9.-]+(:\\d{1,5})?")
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * Parses a path segment that needs no encoding in a URL (RFC 3986, unreserved characters) and is
   * too long to guess.
   */
  private static Optional<String> pathSegment(String text) {
    return text.matches("[A-Za-z0-9._~-]{8,}") ? Optional.of(text) : Optional.empty();
  }
}
