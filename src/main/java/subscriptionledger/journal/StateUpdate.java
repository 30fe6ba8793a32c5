package subscriptionledger.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.SubscriptionRow;

/**
 * Brings the states of subscriptions and accounts, and the accounts' counters, up to date with new
 * entries. The rules are the domain's; here they are only applied to what is stored.
 */
final class StateUpdate {
  private final LedgerTransaction ledger;

  StateUpdate(LedgerTransaction ledger) {
    this.ledger = ledger;
  }

  void apply(List<Entry> entries) {
    Map<AccountId, AccountRow> accounts =
        ledger.accounts(
            entries.stream().map(entry -> AccountId.of(entry.event())).collect(Collectors.toSet()));
    Map<AccountId, Long> changes = joinSubscriptions(entries, accounts);
    Set<AccountId> destroyed = joinAccounts(entries, accounts);
    for (AccountRow account : accounts.values()) {
      account.subscriberCount(
          destroyed.contains(account.id())
              ? recount(account)
              : account.subscriberCount() + changes.getOrDefault(account.id(), 0L));
    }
    ledger.putAccounts(accounts.values());
  }

  /** Tells, for each account, by how many its subscribers have become more. */
  private Map<AccountId, Long> joinSubscriptions(
      Collection<Entry> entries, Map<AccountId, AccountRow> accounts) {
    List<Entry> aboutSubscribers =
        entries.stream().filter(entry -> entry.event().subscriber() != null).toList();
    Map<SubscriptionId, SubscriptionRow> rows =
        ledger.subscriptions(
            aboutSubscribers.stream()
                .flatMap(StateUpdate::subscription)
                .collect(Collectors.toSet()));

    Map<AccountId, Long> changes = new HashMap<>();
    Set<SubscriptionRow> changed = new HashSet<>();
    for (Entry entry : aboutSubscribers) {
      AccountRow account = requireNonNull(accounts.get(AccountId.of(entry.event())));
      SubscriptionState destroyed = destroyed(account);
      subscription(entry)
          .map(rows::get)
          .forEach(
              row -> {
                long before = subscribers(row, destroyed);
                if (row.join(SubscriptionState.of(entry.event()), entry.sequence())) {
                  changed.add(row);
                }
                changes.merge(account.id(), subscribers(row, destroyed) - before, Long::sum);
              });
    }
    ledger.putSubscriptions(changed);
    return changes;
  }

  /**
   * Tells which accounts have been destroyed later than was known, so that they must be recounted.
   */
  private static Set<AccountId> joinAccounts(
      Collection<Entry> entries, Map<AccountId, AccountRow> accounts) {
    Set<AccountId> destroyed = new HashSet<>();
    Map<AccountId, AccountState> said =
        entries.stream()
            .collect(
                Collectors.toMap(
                    entry -> AccountId.of(entry.event()),
                    entry -> AccountState.of(entry.event()),
                    AccountState::join));
    said.forEach(
        (id, news) -> {
          AccountRow row = requireNonNull(accounts.get(id));
          AccountState before = row.state();
          AccountState after = before.join(news);
          row.become(after);
          if (!sameInstant(before.destroyedAt(), after.destroyedAt())) {
            destroyed.add(id);
          }
        });
    return destroyed;
  }

  /**
   * The subscribers of an account that was destroyed. Normally nothing happened after that, and
   * there are none; only when the news came late do the subscriptions have to be counted.
   */
  private long recount(AccountRow account) {
    Instant destroyedAt = account.state().destroyedAt();
    boolean nothingLater = sameInstant(destroyedAt, account.state().lastOccurredAt());
    return destroyedAt == null || nothingLater
        ? 0
        : ledger.countSubscribed(account.id(), destroyedAt);
  }

  private static SubscriptionState destroyed(AccountRow account) {
    return SubscriptionState.accountDestroyed(Optional.ofNullable(account.state().destroyedAt()));
  }

  private static long subscribers(SubscriptionRow row, SubscriptionState destroyed) {
    return row.state().join(destroyed).isSubscribed() ? 1 : 0;
  }

  private static Stream<SubscriptionId> subscription(Entry entry) {
    return Optional.ofNullable(entry.event().subscriber()).stream()
        .map(
            subscriber ->
                new SubscriptionId(entry.event().app(), entry.event().account(), subscriber));
  }

  private static boolean sameInstant(@Nullable Instant one, @Nullable Instant other) {
    return one == null ? other == null : one.equals(other);
  }
}
