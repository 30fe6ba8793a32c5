package subscriptionledger.journal;

/** What became of a delivery that was handed to the {@link Journal}. */
public sealed interface Receipt {

  /** It is durable, and so many entries are new. */
  record Recorded(int entries) implements Receipt {}

  /** All it tells of had been recorded before; that is durable, and so is the delivery. */
  record Duplicate() implements Receipt {}

  /**
   * It is durable, in quarantine; so many entries of the part that was understood are new.
   *
   * @param objection one sentence that says what was not understood
   */
  record Quarantined(String objection, int entries) implements Receipt {}

  /**
   * It repeats a delivery in quarantine on which somebody has decided; nothing of it is recorded.
   */
  record Decided() implements Receipt {}

  /** It could not be recorded now; it may be tried again, and nothing is promised about it. */
  record Refused(Reason reason) implements Receipt {}

  /** Why the journal refuses a delivery. */
  enum Reason {
    /** More deliveries wait than may. */
    FULL,
    /** The receipt would come too late, or has not come in time. */
    LATE,
    /** The database does not take it. */
    FAILED,
    /** An administrator has paused the intake. */
    PAUSED,
    /** The application is being stopped. */
    STOPPING
  }
}
