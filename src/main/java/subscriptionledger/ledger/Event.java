package subscriptionledger.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event, which becomes an {@link Entry} when it is given a number.
 *
 * @param app the SDKAppID; may exceed 2^31
 * @param account the official account, opaque and case-sensitive
 * @param subscriber the user, opaque and case-sensitive; null for an event about the account itself
 * @param occurredAt the provider's EventTime, with millisecond precision
 */
public record Event(
    long app,
    Kind kind,
    String account,
    @Nullable String subscriber,
    Origin origin,
    Instant occurredAt,
    AccountDetail detail) {

  /**
   * Returns the identity of this event, which is equal in every delivery that contains the event.
   */
  public EventKey key() {
    return EventKey.of(this);
  }
}
