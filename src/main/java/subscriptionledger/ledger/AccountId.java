package subscriptionledger.ledger;

/** An official account of an app. */
public record AccountId(long app, String account) {

  /** The account that an event is about, or that its subscription is to. */
  public static AccountId of(Event event) {
    return new AccountId(event.app(), event.account());
  }
}
