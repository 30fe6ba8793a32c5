package subscriptionledger.feed;

import jakarta.ejb.ApplicationException;

/**
 * Signals that a cursor could not be moved. It has no cause, because the log of the server would
 * then contain users' data; see {@link subscriptionledger.store.DatabaseFailure}.
 */
@ApplicationException(rollback = true)
public class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean forALock;

  StepFailedException(String description, boolean forALock) {
    super(description);
    this.forALock = forALock;
  }

  /** Returns true if another transaction held the lock, as another node does that takes a step. */
  boolean isForALock() {
    return forALock;
  }
}
