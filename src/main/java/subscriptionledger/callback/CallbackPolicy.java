package subscriptionledger.callback;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The rules for accepting callbacks.
 *
 * @param apps the configured apps by SDKAppID
 * @param maxAge the maximum difference between RequestTime and the current time, in either
 *     direction
 * @param maxBodyBytes the maximum length of a body
 * @param secret the path segment that callers must know; null if none is configured
 * @param allowedSources the addresses and ranges that may call; empty if every address may
 */
public record CallbackPolicy(
    Map<Long, AppPolicy> apps,
    Duration maxAge,
    int maxBodyBytes,
    Optional<String> secret,
    List<AddressRange> allowedSources) {

  /**
   * The rules for authenticating the callbacks of one app.
   *
   * @param tokens the authentication tokens, all of which are valid; while a token is being
   *     changed, the provider uses the old one and the new one for some minutes (provider document
   *     34520)
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
