package subscriptionledger.ledger;

import java.time.Instant;

/**
 * One immutable line of an app's ledger.
 *
 * @param sequence its number in the app: 1, 2, 3 … without a gap, in commit order (promise P3)
 * @param recordedAt when we committed it; never decreases from one entry of an app to the next
 * @param delivery the number of the delivery, in the app, that brought it
 */
public record Entry(
    long sequence, EventKey key, Event event, Instant recordedAt, Source source, long delivery) {}
