package subscriptionledger.store;

import jakarta.ejb.ApplicationException;

/**
 * Signals that a transaction failed. It has no cause, because every log, including that of the
 * server, would then contain users' data; see {@link DatabaseFailure}.
 */
@ApplicationException(rollback = true)
public class TransactionFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean forALock;

  /** Creates the exception. */
  public TransactionFailedException(RuntimeException failure) {
    this(DatabaseFailure.describe(failure), DatabaseFailure.isForALock(failure));
  }

  /**
   * Creates the exception.
   *
   * @param forALock true if another transaction held a lock for too long
   */
  public TransactionFailedException(String description, boolean forALock) {
    super(description);
    this.forALock = forALock;
  }

  /** Returns true if another transaction held a lock for too long, as that of another node does. */
  public boolean isForALock() {
    return forALock;
  }
}
