package subscriptionledger.journal;

import jakarta.ejb.ApplicationException;

/**
 * A group could not be written. It carries no cause, because whoever logs it, the server included,
 * would log the data of users with it; see {@link subscriptionledger.store.DatabaseFailure}.
 */
@ApplicationException(rollback = true)
public class GroupFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean ofAnyGroup;

  /**
   * @param ofAnyGroup whether a smaller group would have met with the same
   */
  GroupFailedException(String description, boolean ofAnyGroup) {
    super(description);
    this.ofAnyGroup = ofAnyGroup;
  }

  boolean isOfAnyGroup() {
    return ofAnyGroup;
  }
}
