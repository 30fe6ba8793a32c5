package subscriptionledger.store;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Creates the ledgers of apps. */
@Stateless
public class Heads {
  @Inject private TransactionEntityManager transaction;

  /**
   * Creates the ledger of an app, unless it exists.
   *
   * @throws RuntimeException if this fails, or if another node has created it at the same moment;
   *     check {@link #hasBegun} afterwards
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void begin(long app) {
    if (!hasBegun(app)) {
      transaction.entityManager().persist(new HeadRow(app));
    }
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public boolean hasBegun(long app) {
    return transaction.entityManager().find(HeadRow.class, app) != null;
  }
}
