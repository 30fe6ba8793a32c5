package subscriptionledger.journal;

/** The result of a delivery that was passed to the {@link Journal}. */
public sealed interface Receipt {

  /**
   * The delivery is durable.
   *
   * @param entries the number of new entries
   */
  record Recorded(int entries) implements Receipt {}

  /** The delivery is durable, and so were all of its events before. */
  record Duplicate() implements Receipt {}

  /**
   * The delivery is durable in quarantine.
   *
   * @param objection one sentence that names what was not understood
   * @param entries the number of new entries from the part that was understood
   */
  record Quarantined(String objection, int entries) implements Receipt {}

  /** The delivery repeats one in quarantine that has already been decided; nothing was recorded. */
  record Decided() implements Receipt {}

  /**
   * The delivery could not be recorded in time. The caller may try again; the delivery may or may
   * not be recorded.
   */
  record Refused(Reason reason) implements Receipt {}

  /** The reasons for which the journal refuses a delivery. */
  enum Reason {
    /** The queue is full. */
    FULL,
    /** The receipt would be late or is late. */
    LATE,
    /** The database refused the delivery. */
    FAILED,
    /** An administrator has paused the intake. */
    PAUSED,
    /** The application is being stopped. */
    STOPPING
  }
}
