package subscriptionledger.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One authentic callback as we keep it: raw, and with what we made of it.
 *
 * @param app the SDKAppID, one of ours
 * @param command the provider's command word; null when it has none that we could store
 * @param query the query string as it came, without the signature; null when there was none
 * @param body the body as it came: any bytes, at most {@code ledger.callback.max-body} of them
 * @param repeats what it repeats; null when it has just come from the provider
 */
@SuppressWarnings("ArrayRecordComponent") // Deliveries are handed on, and never compared.
public record Delivery(
    long app,
    @Nullable String command,
    Instant receivedAt,
    @Nullable String query,
    byte[] body,
    Reading reading,
    @Nullable Repeated repeats) {

  /**
   * A delivery in quarantine that is read again.
   *
   * @param number its number in the app
   * @param by the name of the user who has it read again
   */
  public record Repeated(long number, String by) {}

  /** A delivery that has just come from the provider. */
  public Delivery(
      long app,
      @Nullable String command,
      Instant receivedAt,
      @Nullable String query,
      byte[] body,
      Reading reading) {
    this(app, command, receivedAt, query, body, reading, null);
  }

  /** The events to record. */
  public List<Event> events() {
    if (reading instanceof Reading.Understood understood) {
      return understood.notice().events();
    }
    if (reading instanceof Reading.PartlyUnderstood partly) {
      return partly.notice().events();
    }
    return List.of();
  }

  /** Why it goes into quarantine; null when it does not. */
  public @Nullable String objection() {
    if (reading instanceof Reading.PartlyUnderstood partly) {
      return partly.objection();
    }
    if (reading instanceof Reading.NotUnderstood not) {
      return not.objection();
    }
    return null;
  }
}
