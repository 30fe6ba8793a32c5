package subscriptionledger.query;

import subscriptionledger.store.QuarantineView.QuarantinedDelivery;

/** Reads a delivery again, as if it had just come: the callback's business, not this room's. */
public interface Replay {

  /**
   * Records what the delivery says, if it is understood now and nobody has decided on it, and
   * decides on it in the same transaction.
   *
   * @param by the name of the user who decides
   */
  Result replay(QuarantinedDelivery delivery, String by);

  /** What came of it. */
  sealed interface Result {
    /** All of it is recorded, and that is the decision. */
    record Recorded() implements Result {}

    /** It is understood, and says nothing for the ledger; it still waits for a decision. */
    record SaysNothing() implements Result {}

    /** It still waits for a decision, and nothing is recorded. */
    record NotUnderstood(String objection) implements Result {}

    /** Somebody has decided on it before, and nothing is recorded. */
    record Decided() implements Result {}

    /** It cannot be recorded in time; if it is all the same, then that is the decision. */
    record NotNow() implements Result {}
  }
}
