package subscriptionledger.ledger;

/** The existence of an account. */
public enum AccountStatus {
  ACTIVE,
  DESTROYED
}
