package subscriptionledger.journal;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.TransactionEntityManager;

/** Records one group in one JTA transaction: when the call has returned, it is committed. */
@Stateless
public class GroupTransaction {
  @Inject private TransactionEntityManager transaction;
  @Inject private Clock clock;

  /**
   * What the deliveries have become.
   *
   * @throws GroupFailedException when the database does not take it
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public Written record(List<Delivery> group) {
    try {
      return new GroupRecorder(transaction.ledger(), clock.instant()).record(group);
    } catch (RuntimeException e) {
      throw new GroupFailedException(DatabaseFailure.describe(e), DatabaseFailure.isForALock(e));
    }
  }
}
