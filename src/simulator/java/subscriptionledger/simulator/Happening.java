package subscriptionledger.simulator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a callback tells of: these users subscribed to, or unsubscribed from, an account; or
 * something happened to the account itself.
 *
 * @param kind as the ledger calls it
 * @param subscribers empty when it is about the account itself
 * @param eventTime milliseconds since 1970 UTC
 * @param detail what is said of the account, by the API's names
 */
public record Happening(
    long app,
    String kind,
    String account,
    List<String> subscribers,
    long eventTime,
    Map<String, String> detail) {

  /** Users subscribed or unsubscribed. */
  static Happening ofSubscribers(
      long app, String kind, String account, List<String> subscribers, long eventTime) {
    return new Happening(app, kind, account, subscribers, eventTime, Map.of());
  }

  /** Something happened to the account itself. */
  static Happening ofAccount(
      long app, String kind, String account, long eventTime, Map<String, String> detail) {
    return new Happening(app, kind, account, List.of(), eventTime, detail);
  }

  /**
   * One line of the ledger that this must become: exactly one for each of its subscribers, or one
   * for the account.
   */
  public record Line(
      long app,
      String kind,
      String account,
      @Nullable String subscriber,
      long eventTime,
      Map<String, String> detail) {}

  List<Line> lines() {
    if (subscribers.isEmpty()) {
      return List.of(new Line(app, kind, account, null, eventTime, detail));
    }
    return subscribers.stream()
        .distinct()
        .map(subscriber -> new Line(app, kind, account, subscriber, eventTime, detail))
        .toList();
  }
}
