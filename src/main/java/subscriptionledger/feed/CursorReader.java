package subscriptionledger.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.TransactionEntityManager;

/** Reads heads and cursors. */
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

  /**
   * Answers a question from what a follower has applied.
   *
   * @throws BehindException if an operator has had everything computed anew since that progress
   */
  @Transactional(TxType.REQUIRES_NEW)
  public <T> T answer(Supplier<T> question, Progress reached, Follower follower, long app) {
    T answer = question.get();
    if (Progress.read(transaction.ledger(), follower, app).rebuilds() != reached.rebuilds()) {
      throw new BehindException(follower.name());
    }
    return answer;
  }
}
