package subscriptionledger.operations;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import subscriptionledger.relay.http.HttpSettings;
import subscriptionledger.relay.http.Tls;

/** Reads the keys of a sink of the type http. */
final class HttpSinkSettings {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  /** The headers that the relay or Java's client sets itself, in lower case. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "upgrade",
          "webhook-id",
          "webhook-signature",
          "webhook-timestamp");

  private final Settings settings;
  private final String prefix;

  HttpSinkSettings(Settings settings, String prefix) {
    this.settings = settings;
    this.prefix = prefix;
  }

  /**
   * Reads the settings.
   *
   * @param single true if each entry is sent by itself
   */
  HttpSettings read(boolean single) {
    String url = prefix + "url";
    return new HttpSettings(
        settings
            .value(url, HttpSinkSettings::url, "an http or https URL without user and fragment")
            .orElseThrow(() -> new ConfigurationException(url, "is not set")),
        settings.values(
            prefix + "secrets",
            HttpSinkSettings::signer,
            "secrets in Base64, which may begin with whsec_, separated by commas"),
        headers(),
        single,
        tls(),
        settings.value(prefix + "proxy", HttpSinkSettings::proxy, "host:port").orElse(null),
        settings.duration(prefix + "connect-timeout", CONNECT_TIMEOUT),
        settings.duration(prefix + "answer-timeout", ANSWER_TIMEOUT));
  }

  private Map<String, String> headers() {
    Map<String, String> headers = settings.group(prefix + "header.");
    headers.forEach(
        (name, value) -> {
          String key = prefix + "header." + name;
          if (!name.matches("[A-Za-z0-9-]+") || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new ConfigurationException(key, "is not the name of a header that can be set");
          }
          if (!value.matches("[ -~]*")) {
            throw new ConfigurationException(key, "must have printable ASCII characters only");
          }
        });
    return headers;
  }

  private @Nullable SSLContext tls() {
    Tls.@Nullable Store trust = store(prefix + "trust-store");
    Tls.@Nullable Store keys = store(prefix + "key-store");
    try {
      return trust == null && keys == null ? null : Tls.context(trust, keys);
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          prefix + (trust == null ? "key-store" : "trust-store"),
          "cannot be read, or its password is wrong");
    }
  }

  private Tls.@Nullable Store store(String key) {
    String password = settings.text(key + "-password").orElse("");
    return settings
        .value(key, HttpSinkSettings::path, "the path of a file that exists")
        .map(file -> new Tls.Store(file, password))
        .orElse(null);
  }

  private static Optional<URI> url(String text) {
    try {
      return Optional.of(new URI(text))
          .filter(url -> "http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          .filter(url -> url.getHost() != null && url.getUserInfo() == null)
          .filter(url -> url.getFragment() == null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Webhook> signer(String text) {
    try {
      return Optional.of(new Webhook(text));
    } catch (EmptyWebhookSecretException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetSocketAddress> proxy(String text) {
    return text.matches("[A-Za-z0-9.-]+:\\d{1,5}")
        ? Optional.of(
            InetSocketAddress.createUnresolved(
                text.substring(0, text.indexOf(':')),
                Integer.parseInt(text.substring(text.indexOf(':') + 1))))
        : Optional.empty();
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
