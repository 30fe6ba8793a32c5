package subscriptionledger.ledger;

/**
 * The statuses in ascending order of precedence: if two events have the same time, the later
 * constant wins.
 */
public enum SubscriptionStatus {
  /** No event is about the subscription. */
  NEVER_SEEN,
  /** The user is subscribed and receives the account's messages. */
  SUBSCRIBED,
  /** The user unsubscribed or was removed. */
  UNSUBSCRIBED,
  /** The account was destroyed. */
  ACCOUNT_DESTROYED
}
