package subscriptionledger.journal;

import java.util.List;
import subscriptionledger.ledger.Delivery;

/** What {@link GroupCommit} writes with: the place where a group becomes durable. */
interface GroupWriter {

  /**
   * Records the deliveries in one transaction, commits it, and forces it to disk.
   *
   * @return one receipt for each delivery, in their order
   * @throws RuntimeException when none of it may be relied upon
   */
  List<Receipt> write(List<Delivery> group);

  /** Whether the database answers at all: if not, there is no use in trying smaller groups. */
  boolean isReachable();
}
