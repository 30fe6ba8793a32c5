package subscriptionledger.ledger;

/** The party that started or ended a subscription, as far as the provider reports it. */
public enum Initiative {
  /** The subscriber: the operator is the subscriber, and the platform is not RESTAPI. */
  SELF_SERVICE,
  /** Another party, or an unknown one. */
  ADMINISTRATIVE
}
