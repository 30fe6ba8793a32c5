package subscriptionledger.query;

import subscriptionledger.store.QuarantineQueries.QuarantinedDelivery;

/**
 * Reads a delivery again as if it had just arrived; the implementation belongs to the room that
 * reads callbacks.
 */
public interface Replay {

  /**
   * Records the events of a delivery, if it is now understood and has not been decided, and records
   * the decision in the same transaction.
   *
   * @param by the name of the user who decides
   */
  Result replay(QuarantinedDelivery delivery, String by);

  /** The result of a replay. */
  sealed interface Result {
    /** The whole delivery was recorded, and so was the decision. */
    record Recorded() implements Result {}

    /**
     * The delivery is understood and contains nothing for the ledger; it still awaits a decision.
     */
    record SaysNothing() implements Result {}

    /** The delivery is not understood. It still awaits a decision, and nothing was recorded. */
    record NotUnderstood(String objection) implements Result {}

    /** The delivery had already been decided; nothing was recorded. */
    record Decided() implements Result {}

    /**
     * The delivery could not be recorded in time. It may still be recorded, together with the
     * decision.
     */
    record NotNow() implements Result {}
  }
}
