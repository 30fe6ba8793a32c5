package subscriptionledger.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The origin of a change, as far as the provider reports it. All of it is personal data, and none
 * of it determines whether a callback is accepted.
 *
 * @param operator the user who acted: the subscriber, another user, an administrator, or
 *     {@code @TLS#NOT_FOUND}
 * @param platform the provider's OptPlatform, an open set, in the provider's spelling
 * @param clientIp the address of the end user or REST caller, as the provider reports it
 */
public record Origin(
    @Nullable String operator, @Nullable String platform, @Nullable String clientIp) {

  /** An unknown origin. */
  public static final Origin UNKNOWN = new Origin(null, null, null);
}
