package subscriptionledger.callback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Delivery.ReplayRequest;
import subscriptionledger.ledger.Source;

/** Reads a callback in quarantine again, because this version may understand it. */
@ApplicationScoped
public class QuarantineReader {
  @Inject private Clock clock;

  /**
   * Returns the callback as a new delivery.
   *
   * @param query the query as stored, without the signature
   * @param replay the delivery in quarantine that contains the callback
   */
  public Delivery reread(long app, @Nullable String query, byte[] body, ReplayRequest replay) {
    Instant now = clock.instant();
    return new Delivery(
        app,
        now,
        query,
        body,
        new CallbackReader(CallbackQuery.parse(query), app, now).read(body),
        Source.CALLBACK,
        replay);
  }
}
