package subscriptionledger.ledger;

import java.util.Optional;

/** The identity of one user's subscription to one account, whatever its state. */
public record SubscriptionId(long app, String account, String subscriber) {

  /**
   * Returns the subscription that an event is about; empty for an event about the account itself.
   */
  public static Optional<SubscriptionId> of(Event event) {
    return Optional.ofNullable(event.subscriber())
        .map(subscriber -> new SubscriptionId(event.app(), event.account(), subscriber));
  }

  public AccountId accountId() {
    return new AccountId(app, account);
  }
}
