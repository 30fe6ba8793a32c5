package subscriptionledger.ledger;

/**
 * What an entry of the ledger says has happened. The names are stored and published: never rename
 * one.
 */
public enum Kind {
  /** A user subscribed to an account (provider document 60800). */
  SUBSCRIBED,
  /** A user unsubscribed, or was removed by an administrator (60802). */
  UNSUBSCRIBED,
  /** An account was created (60796). */
  ACCOUNT_CREATED,
  /** An account's public information changed (60797). */
  ACCOUNT_CHANGED,
  /** An account was destroyed, and with it every subscription to it (60798). */
  ACCOUNT_DESTROYED,
  /** An account has as many subscribers as its plan allows (60801); informational. */
  ACCOUNT_FULL
}
