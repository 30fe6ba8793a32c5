package subscriptionledger.journal;

import java.util.List;
import subscriptionledger.ledger.Delivery;

/** The writer that makes the groups of a {@link GroupCommit} durable. */
public interface GroupWriter {

  /**
   * Records the deliveries in one transaction, commits it, and forces it to disk.
   *
   * @return one receipt for each delivery, in the same order
   * @throws RuntimeException if none of it is guaranteed to be durable
   */
  List<Receipt> write(List<Delivery> group);

  /** Returns true if the database responds. If it does not, smaller groups would fail, too. */
  boolean isReachable();
}
