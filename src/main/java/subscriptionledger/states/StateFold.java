package subscriptionledger.states;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import subscriptionledger.ledger.SubscriptionStatus;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.HistoryRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.SubscriptionRow;

/**
 * Updates the states of subscriptions and accounts, the accounts' counters, and the history with
 * some entries. The rules are those of the domain; this class applies them to the stored states.
 */
final class StateFold {
  /** The order of the table's key, so that neighbours are read and written together. */
  private static final Comparator<SubscriptionId> KEY =
      Comparator.comparing(SubscriptionId::account).thenComparing(SubscriptionId::subscriber);

  private final LedgerTransaction ledger;
  private final Map<SubscriptionId, SubscriptionRow> subscriptions = new HashMap<>();
  private final Map<AccountId, AccountRow> accounts = new HashMap<>();

  private StateFold(LedgerTransaction ledger) {
    this.ledger = ledger;
  }

  /** Applies entries in the order of their numbers. */
  static void apply(LedgerTransaction ledger, List<Entry> entries) {
    StateFold fold = new StateFold(ledger);
    fold.read(entries);
    fold.link(entries);
    Map<AccountId, Long> changes = fold.joinSubscriptions(entries);
    Set<AccountId> destroyed = fold.joinAccounts(entries);
    fold.write();
    fold.count(changes, destroyed);
    ledger.bulk().flush();
  }

  /** Reads the rows that the entries affect; there is a new one for what has none. */
  private void read(List<Entry> entries) {
    for (Entry entry : entries) {
      SubscriptionId.of(entry.event())
          .ifPresent(
              id -> subscriptions.computeIfAbsent(id, unseen -> new SubscriptionRow(unseen)));
      accounts.computeIfAbsent(AccountId.of(entry.event()), unseen -> new AccountRow(unseen));
    }
    ledger.bulk().find(SubscriptionRow.TABLE, inOrder(), row -> subscriptions.put(row.id(), row));
    ledger.bulk().find(AccountRow.TABLE, accounts.values(), row -> accounts.put(row.id(), row));
    ledger.bulk().read();
  }

  private List<SubscriptionRow> inOrder() {
    return subscriptions.values().stream()
        .sorted(Comparator.comparing(SubscriptionRow::id, KEY))
        .toList();
  }

  private AccountRow account(AccountId id) {
    return Optional.ofNullable(accounts.get(id)).orElseThrow();
  }

  /** Links each entry to the previous one about the same subscription or the account as such. */
  private void link(List<Entry> entries) {
    List<HistoryRow> links = new ArrayList<>();
    for (Entry entry : entries) {
      SubscriptionRow subscription =
          SubscriptionId.of(entry.event()).map(subscriptions::get).orElse(null);
      long previous;
      if (subscription == null) {
        AccountRow account = account(AccountId.of(entry.event()));
        previous = account.lastSequence();
        account.lastSequence(entry.sequence());
      } else {
        previous = subscription.lastSequence();
        subscription.lastSequence(entry.sequence());
      }
      if (previous > 0) {
        links.add(new HistoryRow(entry.event().app(), entry.sequence(), previous));
      }
    }
    ledger.bulk().insert(HistoryRow.TABLE, links);
  }

  /**
   * Updates the subscriptions and returns the change in the number of subscribers for each account.
   */
  private Map<AccountId, Long> joinSubscriptions(List<Entry> entries) {
    Map<AccountId, Long> changes = new HashMap<>();
    for (Entry entry : entries) {
      SubscriptionId.of(entry.event())
          .map(subscriptions::get)
          .ifPresent(
              row -> {
                SubscriptionState destroyed = destroyed(account(row.id().accountId()));
                long before = subscribers(row, destroyed);
                row.join(SubscriptionState.of(entry.event()), entry.sequence());
                long more = subscribers(row, destroyed) - before;
                changes.merge(row.id().accountId(), more, Long::sum);
              });
    }
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
          AccountRow row = account(id);
          AccountState before = row.state();
          AccountState after = before.join(news);
          row.become(after);
          if (!sameInstant(before.destroyedAt(), after.destroyedAt())) {
            destroyed.add(id);
          }
        });
    return destroyed;
  }

  private void write() {
    ledger.bulk().put(SubscriptionRow.TABLE, inOrder());
    ledger.bulk().flush();
  }

  private void count(Map<AccountId, Long> changes, Set<AccountId> destroyed) {
    for (AccountRow account : accounts.values()) {
      account.subscriberCount(
          destroyed.contains(account.id())
              ? recount(account)
              : account.subscriberCount() + changes.getOrDefault(account.id(), 0L));
    }
    ledger.bulk().put(AccountRow.TABLE, accounts.values());
  }

  /**
   * Counts the subscribers of a destroyed account. Normally nothing happened after the destruction,
   * and there are none; the subscriptions have to be counted only if the news was late.
   */
  private long recount(AccountRow account) {
    Instant destroyedAt = account.state().destroyedAt();
    boolean nothingLater = sameInstant(destroyedAt, account.state().lastOccurredAt());
    return destroyedAt == null || nothingLater ? 0 : countSubscribed(account.id(), destroyedAt);
  }

  /** Counts the users who subscribed after an instant and are still subscribed. */
  private long countSubscribed(AccountId account, Instant after) {
    return ledger
        .entityManager()
        .createQuery(
            "SELECT COUNT(s) FROM SubscriptionRow s WHERE s.app = :app AND s.account = :account"
                + " AND s.status = :subscribed AND s.occurredAt > :after",
            Long.class)
        .setParameter("app", account.app())
        .setParameter("account", account.account())
        .setParameter("subscribed", SubscriptionStatus.SUBSCRIBED)
        .setParameter("after", after.toEpochMilli())
        .getSingleResult();
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
