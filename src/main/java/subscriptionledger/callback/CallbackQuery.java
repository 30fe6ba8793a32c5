package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of a callback. Parameter names are case-insensitive because the provider spells them in
 * more than one way ({@code SdkAppid}, {@code SDKAppID}). The raw text is parsed here because a
 * server's own parser may refuse or silently drop badly encoded parameters, and may consume a body
 * that is labelled as a form.
 */
final class CallbackQuery {
  private static final String APP = "sdkappid";
  private static final String SIGN = "sign";
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

  /**
   * The accepted request ids. The provider sends UUIDs so far; any text that is safe in a log is
   * accepted.
   */
  private static final Pattern REQUEST_ID = Pattern.compile("[0-9A-Za-z-]{1,36}");

  private final List<Parameter> parameters;

  /**
   * The values by name in lower case; more than one if a parameter is repeated with different
   * values.
   */
  private final Map<String, Set<String>> values = new HashMap<>();

  private record Parameter(String name, String value, String raw) {

    static Parameter parse(String raw) {
      int equals = raw.indexOf('=');
      String name = equals < 0 ? raw : raw.substring(0, equals);
      String value = equals < 0 ? "" : raw.substring(equals + 1);
      return new Parameter(decode(name).toLowerCase(Locale.ROOT), decode(value), raw);
    }

    boolean contains(String text) {
      return name.contains(text) || value.contains(text);
    }

    /**
     * Decodes a text. A badly encoded text is returned as it is; it will not match anything that it
     * is compared with.
     */
    private static String decode(String text) {
      try {
        return URLDecoder.decode(text, UTF_8);
      } catch (IllegalArgumentException e) {
        return text;
      }
    }
  }

  private CallbackQuery(List<Parameter> parameters) {
    this.parameters = parameters;
    for (Parameter parameter : parameters) {
      values.computeIfAbsent(parameter.name(), name -> new HashSet<>()).add(parameter.value());
    }
  }

  /**
   * Parses a query. NUL characters are removed: no valid URL contains them, and not every database
   * can store them.
   */
  static CallbackQuery parse(@Nullable String raw) {
    return new CallbackQuery(
        raw == null
            ? List.of()
            : Arrays.stream(raw.replace("\0", "").split("&"))
                .filter(part -> !part.isEmpty())
                .map(Parameter::parse)
                .toList());
  }

  /** Returns the value of a parameter; empty if it has none or several. */
  private Optional<String> value(String name) {
    Set<String> given = values.getOrDefault(name, Set.of());
    return given.size() == 1 ? Optional.of(given.iterator().next()) : Optional.empty();
  }

  boolean namesAnApp() {
    return values.containsKey(APP);
  }

  Optional<String> app() {
    return value(APP);
  }

  Optional<String> sign() {
    return value(SIGN);
  }

  Optional<String> requestTime() {
    return value("requesttime");
  }

  /** Returns the command word; empty if the parameter is missing or has no value. */
  Optional<String> command() {
    return value("callbackcommand").filter(word -> !word.isEmpty());
  }

  /** Returns the provider's id of the request, if there is one. */
  Optional<String> requestId() {
    return value("requestid").filter(id -> REQUEST_ID.matcher(id).matches());
  }

  Optional<String> clientIp() {
    return value("clientip");
  }

  Optional<String> platform() {
    return value("optplatform");
  }

  /**
   * Returns the query as received, without the signature, whichever parameter contains it; null if
   * nothing else is left.
   */
  @Nullable String withoutSign() {
    Optional<String> signature = sign().filter(sign -> SIGNATURE.matcher(sign).matches());
    String query =
        parameters.stream()
            .filter(parameter -> !parameter.name().equals(SIGN))
            .filter(parameter -> signature.filter(parameter::contains).isEmpty())
            .map(Parameter::raw)
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? null : query;
  }

  /**
   * Returns only the number of parameters. Their values may be a signature or a user's data and
   * must not reach a log.
   */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "CallbackQuery[%d parameters]", parameters.size());
  }
}
