package subscriptionledger.states;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.History;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.SubscriptionRow;
import subscriptionledger.store.TransactionEntityManager;

/**
 * Accounts and subscriptions as readers see them. Every method requires a transaction. Pages are
 * ordered by all columns of their index, although the first ones are equal in all rows; for the
 * reason see {@link subscriptionledger.store.LedgerQueries}.
 */
@ApplicationScoped
public class StateQueries {
  @Inject private TransactionEntityManager transaction;
  @Inject private LedgerQueries entries;

  /** Returns the accounts of an app after an id, in the order of their ids. */
  public List<AccountRow> accounts(long app, String after, int limit) {
    return entityManager()
        .createQuery(
            "SELECT a FROM AccountRow a WHERE a.app = :app AND a.account > :after"
                + " ORDER BY a.app, a.account",
            AccountRow.class)
        .setParameter("app", app)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList();
  }

  public Optional<AccountRow> account(AccountId id) {
    return Optional.ofNullable(entityManager().find(AccountRow.class, new AccountRow.Key(id)));
  }

  /** Returns the number of an app's accounts, and the number of subscriptions to all of them. */
  public Totals totals(long app) {
    Object[] row =
        entityManager()
            .createQuery(
                "SELECT COUNT(a), COALESCE(SUM(a.subscriberCount), 0) FROM AccountRow a"
                    + " WHERE a.app = :app",
                Object[].class)
            .setParameter("app", app)
            .getSingleResult();
    return new Totals(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
  }

  /** The totals of an app: its accounts, and the current subscriptions to all of them. */
  public record Totals(long accounts, long subscribers) {}

  /**
   * Returns the subscriptions to an account by users after an id, in the order of the users' ids.
   */
  public List<SubscriptionRow> subscriptions(AccountId account, String after, int limit) {
    return entityManager()
        .createQuery(
            "SELECT s FROM SubscriptionRow s WHERE s.app = :app AND s.account = :account"
                + " AND s.subscriber > :after ORDER BY s.app, s.account, s.subscriber",
            SubscriptionRow.class)
        .setParameter("app", account.app())
        .setParameter("account", account.account())
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList();
  }

  public Optional<SubscriptionRow> subscription(SubscriptionId id) {
    return Optional.ofNullable(
        entityManager().find(SubscriptionRow.class, new SubscriptionRow.Key(id)));
  }

  /** Returns a user's subscriptions to accounts after an id, in the order of the accounts' ids. */
  public List<SubscriptionRow> subscriptionsOf(
      long app, String subscriber, String after, int limit) {
    return entityManager()
        .createQuery(
            "SELECT s FROM SubscriptionRow s WHERE s.app = :app AND s.subscriber = :subscriber"
                + " AND s.account > :after ORDER BY s.app, s.subscriber, s.account",
            SubscriptionRow.class)
        .setParameter("app", app)
        .setParameter("subscriber", subscriber)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Returns the entries about some subscriptions, each list in the order of numbers. */
  public Map<SubscriptionId, List<Entry>> entriesOf(long app, Collection<SubscriptionRow> rows) {
    return new History(transaction.ledger())
        .entries(app, rows.stream().map(SubscriptionRow::lastSequence).toList()).stream()
            .collect(
                Collectors.groupingBy(entry -> SubscriptionId.of(entry.event()).orElseThrow()));
  }

  /**
   * Returns the entries about a subscription or the destruction of its account, after a number and
   * up to another one.
   */
  public List<Entry> newest(SubscriptionId id, long after, long head) {
    return Stream.of(
            EntryFilter.about(Set.of(id.account()), id.subscriber()),
            new EntryFilter(Set.of(Kind.ACCOUNT_DESTROYED), Set.of(id.account()), null, null, null))
        .flatMap(filter -> entries.newest(id.app(), after, head, filter).stream())
        .toList();
  }

  /** Returns the entries about the destruction of accounts, each list in the order of numbers. */
  public Map<AccountId, List<Entry>> destructions(long app, Collection<AccountId> accounts) {
    List<Long> last = new ArrayList<>();
    LedgerTransaction ledger = transaction.ledger();
    ledger
        .bulk()
        .find(
            AccountRow.TABLE,
            accounts.stream().map(AccountRow::new).toList(),
            row -> last.add(row.lastSequence()));
    ledger.bulk().read();
    return new History(ledger)
        .entries(app, last).stream()
            .filter(entry -> entry.event().kind() == Kind.ACCOUNT_DESTROYED)
            .collect(Collectors.groupingBy(entry -> AccountId.of(entry.event())));
  }

  private EntityManager entityManager() {
    return transaction.entityManager();
  }
}
