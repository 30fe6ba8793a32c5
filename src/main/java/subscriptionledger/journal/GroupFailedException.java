package subscriptionledger.journal;

import jakarta.ejb.ApplicationException;

/**
 * Signals that a group could not be written. It has no cause, because every log, including that of
 * the server, would then contain users' data; see {@link subscriptionledger.store.DatabaseFailure}.
 */
@ApplicationException(rollback = true)
public class GroupFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean ofAnyGroup;

  /**
   * Creates the exception.
   *
   * @param ofAnyGroup true if a smaller group would have failed in the same way
   */
  GroupFailedException(String description, boolean ofAnyGroup) {
    super(description);
    this.ofAnyGroup = ofAnyGroup;
  }

  boolean isOfAnyGroup() {
    return ofAnyGroup;
  }
}
