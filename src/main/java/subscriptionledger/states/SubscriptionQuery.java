package subscriptionledger.states;

import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.PointInTime;
import subscriptionledger.ledger.SubscriptionStatus;
import subscriptionledger.store.SubscriptionRow;

/**
 * The query for subscriptions to an account.
 *
 * @param head the number of the last entry that is taken into account
 * @param status the requested status; null for any
 * @param after the id of the user after whom the page begins; empty for the first page
 */
record SubscriptionQuery(
    AccountId account,
    PointInTime pointInTime,
    long head,
    @Nullable SubscriptionStatus status,
    String after) {

  SubscriptionQuery after(String subscriber) {
    return new SubscriptionQuery(account, pointInTime, head, status, subscriber);
  }

  boolean covers(Entry entry) {
    return entry.sequence() <= head;
  }

  /** Returns true if the row contains the requested state. */
  boolean isAnsweredBy(SubscriptionRow row) {
    return pointInTime.equals(PointInTime.PRESENT) && row.sequence() <= head;
  }
}
