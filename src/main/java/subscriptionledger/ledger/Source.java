package subscriptionledger.ledger;

/** How an entry came into the ledger. The names are stored and published. */
public enum Source {
  /** The provider told us by its webhook. */
  CALLBACK
}
