package subscriptionledger.ledger;

/** The identity of an official account of an app. */
public record AccountId(long app, String account) {

  /** Returns the account that an event, or its subscription, belongs to. */
  public static AccountId of(Event event) {
    return new AccountId(event.app(), event.account());
  }
}
