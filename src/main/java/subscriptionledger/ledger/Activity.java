package subscriptionledger.ledger;

import java.time.Instant;

/**
 * How many subscriptions began or ended in one stretch of time.
 *
 * @param from when the stretch began
 * @param kind SUBSCRIBED or UNSUBSCRIBED
 * @param platform empty when the provider does not tell
 */
public record Activity(
    Instant from, Kind kind, String platform, Initiative initiative, long entries) {}
