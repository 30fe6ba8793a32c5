package subscriptionledger.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Where a change came from, as far as the provider tells. All of it is personal data, and none of
 * it ever decides whether a callback is accepted.
 *
 * @param operator who acted: the user himself, another user, an administrator, or
 *     {@code @TLS#NOT_FOUND}
 * @param platform the provider's OptPlatform: an open set, kept as it was spelled
 * @param clientIp the address of the end user or REST caller, as the provider reports it
 */
public record Origin(
    @Nullable String operator, @Nullable String platform, @Nullable String clientIp) {

  /** Nothing is known about the origin. */
  public static final Origin UNKNOWN = new Origin(null, null, null);
}
