package subscriptionledger.ledger;

/** One user's subscription to one account, whatever its state. */
public record SubscriptionId(long app, String account, String subscriber) {

  public AccountId accountId() {
    return new AccountId(app, account);
  }
}
