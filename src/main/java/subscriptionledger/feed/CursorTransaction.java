package subscriptionledger.feed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import subscriptionledger.store.CursorRow;
import subscriptionledger.store.TransactionEntityManager;
import subscriptionledger.store.TransactionFailedException;

/**
 * Moves the cursors, each time in a transaction of its own. It is an EJB because Payara takes a
 * connection into the transaction of a thread of the application only within a call of an EJB;
 * otherwise, each statement would be committed by itself.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CursorTransaction {
  @Inject private TransactionEntityManager transaction;

  /**
   * Takes a step.
   *
   * @throws TransactionFailedException if the database or the follower refuses it
   */
  public Progress step(Follower follower, long app) {
    return whole(() -> Progress.step(transaction.ledger(), follower, app));
  }

  /**
   * Begins to compute everything anew; the next steps do it.
   *
   * @throws TransactionFailedException if the database refuses it
   */
  public Progress rebuild(Follower follower, long app) {
    return whole(
        () -> {
          CursorRow.lock(transaction.ledger(), app, follower.name()).rebuild();
          return Progress.read(transaction.ledger(), follower, app);
        });
  }

  private Progress whole(Supplier<Progress> work) {
    try {
      Progress progress = work.get();
      transaction.entityManager().flush();
      return progress;
    } catch (RuntimeException e) {
      throw new TransactionFailedException(e);
    }
  }
}
