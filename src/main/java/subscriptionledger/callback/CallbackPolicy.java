package subscriptionledger.callback;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What may call us, and how.
 *
 * @param apps the apps served, by SDKAppID
 * @param maxAge how far the provider's RequestTime may be from now, either way
 * @param maxBodyBytes how long a body may be
 * @param secret the path segment that a caller must know, if there is one
 * @param allowedSources addresses and ranges that may call; empty when all may
 */
public record CallbackPolicy(
    Map<Long, AppPolicy> apps,
    Duration maxAge,
    int maxBodyBytes,
    Optional<String> secret,
    List<AddressRange> allowedSources) {

  /**
   * How callbacks of one app are authenticated.
   *
   * @param tokens the authentication tokens, all of them valid: while a token is being changed, the
   *     provider uses either for some minutes (provider document 34520)
   */
  public record AppPolicy(boolean authenticationRequired, List<String> tokens) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "AppPolicy[authenticationRequired=%s, %d tokens]",
          authenticationRequired,
          tokens.size());
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "CallbackPolicy[apps=%s, maxAge=%s, maxBodyBytes=%d, secret %s, allowedSources=%s]",
        apps,
        maxAge,
        maxBodyBytes,
        secret.isPresent() ? "set" : "none",
        allowedSources);
  }
}
