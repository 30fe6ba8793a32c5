package subscriptionledger.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.TransactionEntityManager;

/** Reads heads and cursors, each time in a transaction of its own. */
@ApplicationScoped
public class CursorReader {
  @Inject private LedgerQueries ledger;
  @Inject private TransactionEntityManager transaction;

  /** Returns the heads of all apps by their ids. */
  @Transactional
  public Map<Long, Head> heads() {
    return ledger.heads().stream().collect(Collectors.toMap(Head::app, Function.identity()));
  }

  @Transactional(TxType.REQUIRES_NEW)
  public Progress read(Follower follower, long app) {
    return Progress.read(transaction.ledger(), follower, app);
  }
}
