package subscriptionledger.journal;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.TransactionEntityManager;

/** Removes some old deliveries in one transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PurgeTransaction {
  /** The maximum number of deliveries in one step, for which callbacks may have to wait. */
  private static final long AT_MOST = 200;

  @Inject private LedgerQueries ledger;
  @Inject private TransactionEntityManager transaction;

  public List<Long> apps() {
    return ledger.heads().stream().map(HeadRow::app).toList();
  }

  /** Returns the time of the oldest delivery that has not been examined; empty if there is none. */
  public Optional<Instant> oldest(long app) {
    return transaction.purge().oldest(app);
  }

  /**
   * Removes deliveries and returns the number of examined ones; 0 if there is nothing more to do.
   */
  public long purge(long app, Instant before) {
    return transaction.purge().purge(app, before, AT_MOST);
  }

  /** Removes some deliveries that were decided in quarantine, and returns their number. */
  public int purgeDecided(long app, Instant before) {
    return transaction.purge().purgeDecided(app, before);
  }
}
