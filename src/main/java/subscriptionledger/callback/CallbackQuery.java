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
 * The query of a callback. The provider spells its parameters in more than one way ({@code
 * SdkAppid}, {@code SDKAppID}), so their names have no case here. It is read from the raw text,
 * because a server's own parser may refuse, or silently drop, what is badly encoded, and may
 * consume a body that is labelled as a form.
 */
final class CallbackQuery {
  private static final String APP = "sdkappid";
  private static final String SIGN = "sign";
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

  /** A UUID so far; anything that can do no harm in a log is one. */
  private static final Pattern REQUEST_ID = Pattern.compile("[0-9A-Za-z-]{1,36}");

  private final List<Parameter> parameters;

  /** By name in lower case; more than one when it is given repeatedly, and not the same. */
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

    /** Text that is badly encoded stands for itself: it will fit nothing that it is compared to. */
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

  /** A raw NUL, which no URL has, and which not every database can store, is passed over. */
  static CallbackQuery parse(@Nullable String raw) {
    return new CallbackQuery(
        raw == null
            ? List.of()
            : Arrays.stream(raw.replace("\0", "").split("&"))
                .filter(part -> !part.isEmpty())
                .map(Parameter::parse)
                .toList());
  }

  /** The value of a parameter, if it has one and no other. */
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

  /** The command word; a parameter without a value is as good as none. */
  Optional<String> command() {
    return value("callbackcommand").filter(word -> !word.isEmpty());
  }

  /** What the provider calls this request, where it does. */
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
   * The query as it came, without the signature, whichever parameter it is in; null when nothing is
   * left of it.
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

  /** Nothing that was sent: it may be a signature or a user's data, and must not reach a log. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "CallbackQuery[%d parameters]", parameters.size());
  }
}
