package subscriptionledger.ledger;

/** On whose initiative a subscription began or ended, as far as the provider tells. */
public enum Initiative {
  /** The subscriber's own: the operator is the subscriber, and it was no call of the REST API. */
  SELF_SERVICE,
  /** Somebody else's, or nobody knows. */
  ADMINISTRATIVE
}
