package subscriptionledger.journal;

import java.time.Instant;
import java.util.List;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;

/** Deliveries for tests of where they are written, to which it is all one what they say. */
final class Deliveries {
  static final long APP = 1400000001L;

  private Deliveries() {}

  static Delivery unsubscribed(String subscriber) {
    return new Delivery(
        APP,
        Instant.EPOCH,
        null,
        new byte[0],
        Interpretation.understood(
            "command",
            new Notice.Unsubscribed(
                new Notice.NoticeHeader(
                    APP, "@TOA#a", Origin.UNKNOWN, Instant.parse("2026-01-01T00:00:00Z")),
                List.of(subscriber))));
  }
}
