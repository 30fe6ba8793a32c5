package subscriptionledger.ledger;

/** The source of an entry. The names are stored and published. */
public enum Source {
  /** A callback of the provider's webhook. */
  CALLBACK
}
