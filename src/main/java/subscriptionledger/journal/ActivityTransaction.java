package subscriptionledger.journal;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.TransactionEntityManager;

/** Adds some entries to the activity sums in one transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ActivityTransaction {
  /**
   * The minimum number of entries for an update. Fewer entries are counted just as fast when a
   * query needs them.
   */
  private static final long AT_LEAST = 2_000;

  /** The maximum number of entries in one update; on H2, callbacks wait for it. */
  private static final long AT_MOST = 5_000;

  @Inject private LedgerQueries ledger;
  @Inject private TransactionEntityManager transaction;

  public List<Long> apps() {
    return ledger.heads().stream().map(HeadRow::app).toList();
  }

  /** Updates the sums of an app and returns the number of entries added; 0 if there are too few. */
  public long sumUp(long app) {
    return transaction.activities().sumUp(app, AT_LEAST, AT_MOST);
  }
}
