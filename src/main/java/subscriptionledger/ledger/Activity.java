package subscriptionledger.ledger;

import java.time.Instant;

/**
 * The number of subscriptions that began or ended in one period.
 *
 * @param from the beginning of the period
 * @param kind SUBSCRIBED or UNSUBSCRIBED
 * @param platform the provider's OptPlatform; empty if it is unknown
 */
public record Activity(
    Instant from, Kind kind, String platform, Initiative initiative, long entries) {}
