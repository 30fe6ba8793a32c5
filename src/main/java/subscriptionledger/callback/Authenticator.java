package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import subscriptionledger.callback.CallbackPolicy.AppPolicy;

/**
 * Identifies the caller from the source address and the query alone, before the body is examined.
 *
 * <p>The provider signs a request with {@code SHA-256(token + RequestTime)} in lower-case hex
 * (provider documents 34354, 34520). The signature covers neither the body nor the app, and all
 * requests of one second have the same signature. It proves only that the caller knows the token.
 */
final class Authenticator {
  private static final Pattern APP = Pattern.compile("[1-9]\\d{0,17}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");

  private final CallbackPolicy policy;

  Authenticator(CallbackPolicy policy) {
    this.policy = policy;
  }

  /** The identity of a caller. */
  sealed interface Caller {
    /** The provider, calling for one of the configured apps. */
    record App(long id) implements Caller {}

    /** The provider, calling without an app, as the URL check of the provider's console does. */
    record NoApp() implements Caller {}

    /** A caller that is not accepted. */
    record Refused(AnswerCode answerCode) implements Caller {}
  }

  Caller identify(String sourceAddress, CallbackQuery query, Instant now) {
    if (!isAllowed(sourceAddress)) {
      return new Caller.Refused(AnswerCode.SOURCE_NOT_ALLOWED);
    }
    return query.namesAnApp() ? identifyApp(query, now) : identifyWithoutApp(query, now);
  }

  private Caller identifyApp(CallbackQuery query, Instant now) {
    Optional<Long> id = query.app().filter(text -> APP.matcher(text).matches()).map(Long::valueOf);
    AppPolicy app = id.map(policy.apps()::get).orElse(null);
    if (id.isEmpty() || app == null) {
      return new Caller.Refused(AnswerCode.FOREIGN_APP);
    }
    Caller caller = new Caller.App(id.get());
    return app.authenticationRequired() ? verify(query, now, app.tokens(), caller) : caller;
  }

  /**
   * Identifies a caller that names no app. A caller that knows the token of any app may check the
   * URL; nothing of such a callback is recorded.
   */
  private Caller identifyWithoutApp(CallbackQuery query, Instant now) {
    Collection<AppPolicy> apps = policy.apps().values();
    if (apps.isEmpty()) {
      return new Caller.Refused(AnswerCode.FOREIGN_APP);
    }
    Caller caller = new Caller.NoApp();
    boolean unsignedIsUsual = apps.stream().anyMatch(app -> !app.authenticationRequired());
    if (unsignedIsUsual && query.sign().isEmpty()) {
      return caller;
    }
    List<String> tokens = apps.stream().flatMap(app -> app.tokens().stream()).toList();
    return verify(query, now, tokens, caller);
  }

  private Caller verify(CallbackQuery query, Instant now, List<String> tokens, Caller caller) {
    Optional<String> sign = query.sign();
    if (sign.isEmpty()) {
      return new Caller.Refused(AnswerCode.SIGN_WRONG);
    }
    Optional<String> requestTime = query.requestTime().filter(time -> isRecent(time, now));
    if (requestTime.isEmpty()) {
      return new Caller.Refused(AnswerCode.REQUEST_TIME_WRONG);
    }
    return fits(sign.get(), requestTime.get(), tokens)
        ? caller
        : new Caller.Refused(AnswerCode.SIGN_WRONG);
  }

  private boolean isRecent(String requestTime, Instant now) {
    return SECONDS.matcher(requestTime).matches()
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(requestTime)), now)
                .abs()
                .compareTo(policy.maxAge())
            <= 0;
  }

  /**
   * Compares the signature with that of every token in constant time, so that the duration reveals
   * nothing.
   */
  private static boolean fits(String sign, String requestTime, List<String> tokens) {
    byte[] given = sign.getBytes(UTF_8);
    boolean fits = false;
    for (String token : tokens) {
      fits |= MessageDigest.isEqual(sign(token, requestTime).getBytes(UTF_8), given);
    }
    return fits;
  }

  static String sign(String token, String requestTime) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest((token + requestTime).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform provides SHA-256", e);
    }
  }

  /**
   * Describes the claims of a refused caller for the log: the app if it is configured here, and the
   * difference in seconds between RequestTime and the current time. Text that the caller chose is
   * never included.
   */
  String claim(CallbackQuery query, Instant now) {
    String app =
        query
            .app()
            .filter(text -> APP.matcher(text).matches())
            .map(Long::valueOf)
            .filter(policy.apps()::containsKey)
            .map(id -> " claimedApp=" + id)
            .orElse("");
    String offset =
        query
            .requestTime()
            .filter(time -> SECONDS.matcher(time).matches())
            .map(time -> " offSeconds=" + (Long.parseLong(time) - now.getEpochSecond()))
            .orElse("");
    return app + offset;
  }

  private boolean isAllowed(String sourceAddress) {
    return policy.allowedSources().isEmpty()
        || policy.allowedSources().stream().anyMatch(range -> range.contains(sourceAddress));
  }
}
