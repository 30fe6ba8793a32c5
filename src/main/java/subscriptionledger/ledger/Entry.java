package subscriptionledger.ledger;

import java.time.Instant;

/**
 * One immutable line of an app's ledger.
 *
 * @param sequence the number in the app: 1, 2, 3 … without gaps, in commit order (promise P3)
 * @param recordedAt the commit time; it never decreases from one entry of an app to the next
 * @param delivery the number, in the app, of the delivery that contained the event
 */
public record Entry(
    long sequence, EventKey key, Event event, Instant recordedAt, Source source, long delivery) {}
