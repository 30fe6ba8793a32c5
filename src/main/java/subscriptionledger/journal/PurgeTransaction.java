package subscriptionledger.journal;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerView;
import subscriptionledger.store.TransactionEntityManager;

/** Removes some old deliveries in one transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PurgeTransaction {
  private static final long AT_MOST = 1_000;

  @Inject private LedgerView ledger;
  @Inject private TransactionEntityManager transaction;
  @Inject private JournalPolicy policy;
  @Inject private Clock clock;

  public List<Long> apps() {
    return ledger.heads().stream().map(HeadRow::app).toList();
  }

  /** Returns how many deliveries were looked at; none when there is nothing more to do. */
  public long purge(long app) {
    return transaction.purge().purge(app, before(), AT_MOST);
  }

  public void purgeDecided(long app) {
    transaction.purge().purgeDecided(app, before());
  }

  private Instant before() {
    return clock.instant().minus(policy.deliveryRetention());
  }
}
