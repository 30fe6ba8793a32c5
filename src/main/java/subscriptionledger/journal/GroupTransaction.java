package subscriptionledger.journal;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.store.TransactionEntityManager;
import subscriptionledger.store.TransactionFailedException;

/** Records one group in one JTA transaction, which is committed when the call returns. */
@Stateless
public class GroupTransaction {
  @Inject private TransactionEntityManager transaction;
  @Inject private Clock clock;

  /**
   * Records the deliveries, and returns one receipt for each in the same order.
   *
   * @throws TransactionFailedException if the database refuses the group
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public List<Receipt> record(List<Delivery> group) {
    try {
      return new GroupRecorder(transaction.ledger(), clock.instant()).record(group);
    } catch (RuntimeException e) {
      throw new TransactionFailedException(e);
    }
  }
}
