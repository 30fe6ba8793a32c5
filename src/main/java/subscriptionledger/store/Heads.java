package subscriptionledger.store;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Begins the ledgers of apps. */
@Stateless
public class Heads {
  @Inject private TransactionEntityManager transaction;

  /**
   * Begins the ledger of an app, unless it has begun.
   *
   * @throws RuntimeException also when another node has begun it in the same moment; so ask {@link
   *     #hasBegun}
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
