package subscriptionledger.bench.raw;

/** The rows of the product's tables, column by column. */
@SuppressWarnings("ArrayRecordComponent") // Rows are written, and never compared.
final class Rows {
  private Rows() {}

  record Delivery(
      long app,
      long id,
      String command,
      long receivedAt,
      String query,
      byte[] body,
      String outcome) {}

  record Entry(
      long app,
      long sequence,
      byte[] eventKey,
      String kind,
      String account,
      String subscriber,
      String operator,
      String platform,
      String clientIp,
      long occurredAt,
      long recordedAt,
      String source,
      long delivery) {}

  /** What tells one event from another, as it is indexed. */
  record Event(long occurredAt, byte[] key) {}

  record SubscriptionId(long app, String account, String subscriber) {}

  record Subscription(SubscriptionId id, String status, long occurredAt, long sequence) {
    boolean isSubscribed() {
      return status.equals("SUBSCRIBED");
    }
  }

  record Account(long app, String account, long subscriberCount, long lastOccurredAt) {}

  record Head(long app, long sequence, long delivery, long recordedAt) {}
}
