package subscriptionledger.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states that a ledger keeps beside the entries of an app.
 *
 * @param accounts by their ids
 */
public record LedgerState(
    Map<Subscriber, Subscription> subscriptions, Map<String, Account> accounts) {

  /** Somebody at an account. */
  public record Subscriber(String account, String subscriber) {}

  /**
   * What a subscriber's own entries say.
   *
   * @param sequence the number of the entry that decides
   */
  public record Subscription(String status, long occurredAt, long sequence) {}

  /** What was said last of one field of an account, and when. */
  public record PropertyValue(String text, long at) {}

  /**
   * What is known of an account.
   *
   * @param properties by the API's names of the fields
   * @param subscriberCount how many are subscribed, the destruction of the account considered
   */
  public record Account(
      Map<String, PropertyValue> properties,
      @Nullable Long createdAt,
      @Nullable Long destroyedAt,
      @Nullable Long lastOccurredAt,
      long subscriberCount) {}
}
