package subscriptionledger.simulator;

import java.util.List;

/**
 * What a callback tells of: these users subscribed to, or unsubscribed from, an account.
 *
 * @param kind as the ledger calls it: SUBSCRIBED or UNSUBSCRIBED
 * @param eventTime milliseconds since 1970 UTC
 */
public record Happening(
    long app, String kind, String account, List<String> subscribers, long eventTime) {

  /** One line of the ledger that this must become: exactly one, for each of its subscribers. */
  public record Line(long app, String kind, String account, String subscriber, long eventTime) {}

  List<Line> lines() {
    return subscribers.stream()
        .distinct()
        .map(subscriber -> new Line(app, kind, account, subscriber, eventTime))
        .toList();
  }
}
