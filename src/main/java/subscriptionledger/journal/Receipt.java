package subscriptionledger.journal;

import java.util.List;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Outcome;

/** The result of a delivery that was passed to the {@link Journal}. */
public sealed interface Receipt {

  /**
   * The delivery is durable.
   *
   * @param entries the new entries
   */
  record Kept(Outcome outcome, List<Entry> entries) implements Receipt {}

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

  /** Returns the new entries; none unless the delivery was kept. */
  default List<Entry> entries() {
    return List.of();
  }
}
