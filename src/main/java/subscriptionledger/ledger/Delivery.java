package subscriptionledger.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One authentic callback as the ledger keeps it: its raw content and its interpretation.
 *
 * @param app the SDKAppID of a configured app
 * @param query the query as received, without the signature; null if there is none
 * @param body the body as received: any bytes, at most {@code ledger.callback.max-body} of them
 * @param source the way by which its events reach the ledger
 * @param replay the delivery in quarantine that this one replays; null for a new callback from the
 *     provider
 */
@SuppressWarnings("ArrayRecordComponent") // Deliveries are passed on and never compared.
public record Delivery(
    long app,
    Instant receivedAt,
    @Nullable String query,
    byte[] body,
    Interpretation interpretation,
    Source source,
    @Nullable ReplayRequest replay) {

  /**
   * A reference to a delivery in quarantine that is read again.
   *
   * @param number the number of that delivery in its app
   * @param by the name of the user who requested it
   */
  public record ReplayRequest(long number, String by) {}

  /** Creates a delivery for a new callback from the provider. */
  public Delivery(
      long app,
      Instant receivedAt,
      @Nullable String query,
      byte[] body,
      Interpretation interpretation) {
    this(app, receivedAt, query, body, interpretation, Source.CALLBACK, null);
  }
}
