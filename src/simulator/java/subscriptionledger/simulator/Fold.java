package subscriptionledger.simulator;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import subscriptionledger.simulator.Happening.Line;
import subscriptionledger.simulator.LedgerState.Account;
import subscriptionledger.simulator.LedgerState.PropertyValue;
import subscriptionledger.simulator.LedgerState.Subscriber;
import subscriptionledger.simulator.LedgerState.Subscription;

/**
 * The states that follow from an app's entries, worked out from nothing but these: for each thing,
 * all that is said of it is gathered, and the latest decides. It shares no code with the ledger,
 * which works the states out step by step.
 */
final class Fold {
  private static final String SUBSCRIBED = "SUBSCRIBED";

  /** In a tie, UNSUBSCRIBED beats SUBSCRIBED: when in doubt, nobody is messaged. */
  private static final Comparator<RecordedEntry> DECIDING =
      Comparator.<RecordedEntry>comparingLong(entry -> entry.line().eventTime())
          .thenComparing(entry -> !entry.line().kind().equals(SUBSCRIBED));

  private static final Comparator<PropertyValue> LATER =
      Comparator.comparingLong(PropertyValue::at).thenComparing(PropertyValue::text);

  private Fold() {}

  static LedgerState of(Collection<RecordedEntry> entries) {
    Map<Subscriber, Subscription> subscriptions = subscriptions(entries);
    Map<String, List<Line>> byAccount =
        entries.stream().map(RecordedEntry::line).collect(Collectors.groupingBy(Line::account));
    Map<String, Long> destroyed = new HashMap<>();
    byAccount.forEach(
        (account, lines) ->
            latest(lines, "ACCOUNT_DESTROYED").ifPresent(at -> destroyed.put(account, at)));
    Map<String, Long> counts =
        subscriptions.entrySet().stream()
            .filter(
                subscription ->
                    isSubscribed(
                        subscription.getValue(), destroyed.get(subscription.getKey().account())))
            .collect(
                Collectors.groupingBy(
                    subscription -> subscription.getKey().account(), Collectors.counting()));
    Map<String, Account> accounts = new HashMap<>();
    byAccount.forEach(
        (account, lines) ->
            accounts.put(
                account,
                new Account(
                    properties(lines),
                    latest(lines, "ACCOUNT_CREATED").orElse(null),
                    destroyed.get(account),
                    lines.stream().mapToLong(Line::eventTime).max().getAsLong(),
                    counts.getOrDefault(account, 0L))));
    return new LedgerState(subscriptions, accounts);
  }

  private static Map<Subscriber, Subscription> subscriptions(Collection<RecordedEntry> entries) {
    Map<Subscriber, RecordedEntry> deciding = new HashMap<>();
    for (RecordedEntry entry : entries) {
      String subscriber = entry.line().subscriber();
      if (subscriber != null) {
        deciding.merge(
            new Subscriber(entry.line().account(), subscriber),
            entry,
            (one, other) -> DECIDING.compare(one, other) >= 0 ? one : other);
      }
    }
    return deciding.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                decided ->
                    new Subscription(
                        decided.getValue().line().kind(),
                        decided.getValue().line().eventTime(),
                        decided.getValue().sequence())));
  }

  /** Who subscribed in the millisecond in which the account was destroyed is not subscribed. */
  private static boolean isSubscribed(Subscription subscription, @Nullable Long destroyedAt) {
    return subscription.status().equals(SUBSCRIBED)
        && (destroyedAt == null || subscription.occurredAt() > destroyedAt);
  }

  private static Optional<Long> latest(List<Line> lines, String kind) {
    return lines.stream()
        .filter(line -> line.kind().equals(kind))
        .map(Line::eventTime)
        .max(Comparator.naturalOrder());
  }

  private static Map<String, PropertyValue> properties(List<Line> lines) {
    Map<String, PropertyValue> properties = new TreeMap<>();
    for (Line line : lines) {
      line.detail()
          .forEach(
              (field, text) ->
                  properties.merge(
                      field,
                      new PropertyValue(text, line.eventTime()),
                      (one, other) -> LATER.compare(one, other) >= 0 ? one : other));
    }
    return properties;
  }
}
