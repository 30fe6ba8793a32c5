package subscriptionledger.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.LedgerTransaction.LockedState;
import subscriptionledger.store.SubscriptionRow;

/**
 * Updates the states of subscriptions and accounts, and the accounts' counters, with new entries.
 * The rules are those of the domain; this class applies them to the stored states.
 */
final class StateUpdate {
  private final LedgerTransaction ledger;
  private final LockedState locked;

  StateUpdate(LedgerTransaction ledger, LockedState locked) {
    this.ledger = ledger;
    this.locked = locked;
  }

  void apply(List<Entry> entries) {
    Map<AccountId, Long> changes = joinSubscriptions(entries);
    Set<AccountId> destroyed = joinAccounts(entries);
    List<AccountRow> accounts =
        entries.stream()
            .map(entry -> AccountId.of(entry.event()))
            .distinct()
            .map(locked::account)
            .toList();
    for (AccountRow account : accounts) {
      account.subscriberCount(
          destroyed.contains(account.id())
              ? recount(account)
              : account.subscriberCount() + changes.getOrDefault(account.id(), 0L));
    }
    ledger.putAccounts(accounts);
  }

  /**
   * Updates the subscriptions and returns the change in the number of subscribers for each account.
   */
  private Map<AccountId, Long> joinSubscriptions(List<Entry> entries) {
    Map<AccountId, Long> changes = new HashMap<>();
    Set<SubscriptionRow> changed = new HashSet<>();
    for (Entry entry : entries) {
      SubscriptionId.of(entry.event())
          .map(locked::subscription)
          .ifPresent(
              row -> {
                SubscriptionState destroyed = destroyed(locked.account(row.id().accountId()));
                long before = subscribers(row, destroyed);
                if (row.join(SubscriptionState.of(entry.event()), entry.sequence())) {
                  changed.add(row);
                }
                long more = subscribers(row, destroyed) - before;
                changes.merge(row.id().accountId(), more, Long::sum);
              });
    }
    ledger.putSubscriptions(changed);
    return changes;
  }

  /**
   * Updates the accounts and returns those whose known time of destruction has changed, so that
   * their subscribers must be counted again.
   */
  private Set<AccountId> joinAccounts(List<Entry> entries) {
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
          AccountRow row = locked.account(id);
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
   * Counts the subscribers of a destroyed account. Normally nothing happened after the destruction,
   * and there are none; the subscriptions have to be counted only if the news was late.
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

  private static boolean sameInstant(@Nullable Instant one, @Nullable Instant other) {
    return one == null ? other == null : one.equals(other);
  }
}
