package subscriptionledger.ledger;

/** The kinds of events. The names are stored and published and must never be changed. */
public enum Kind {
  /** A user subscribed to an account (provider document 60800). */
  SUBSCRIBED,
  /** A user unsubscribed, or was removed by an administrator (60802). */
  UNSUBSCRIBED,
  /** An account was created (60796). */
  ACCOUNT_CREATED,
  /** An account's public information changed (60797). */
  ACCOUNT_CHANGED,
  /** An account was destroyed, which ends every subscription to it (60798). */
  ACCOUNT_DESTROYED,
  /**
   * An account has the maximum number of subscribers that its plan allows (60801); informational.
   */
  ACCOUNT_FULL
}
