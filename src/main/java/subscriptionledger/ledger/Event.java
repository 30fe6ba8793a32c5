package subscriptionledger.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened: what an {@link Entry} records, before it has a number.
 *
 * @param app the SDKAppID; may exceed 2^31
 * @param account the official account, opaque and case-sensitive
 * @param subscriber the user, opaque and case-sensitive; null when the event is about the account
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

  /** The identity of this event: equal for every delivery of the same happening. */
  public EventKey key() {
    return EventKey.of(this);
  }
}
