package subscriptionledger.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Kind;

/**
 * Accounts and subscriptions as readers see them. Every method requires a transaction. Pages are
 * ordered by all columns of their index, although the first ones are equal in all rows; for the
 * reason see {@link LedgerQueries}.
 */
@ApplicationScoped
public class StateQueries {
  @Inject private TransactionEntityManager transaction;

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

  /** Returns the accounts, after an id, that have entries about a user. */
  public List<String> accountsOf(long app, String subscriber, String after, int limit) {
    return entityManager()
        .createQuery(
            "SELECT DISTINCT e.account FROM EntryRow e WHERE e.app = :app"
                + " AND e.subscriber = :subscriber AND e.account > :after ORDER BY e.account",
            String.class)
        .setParameter("app", app)
        .setParameter("subscriber", subscriber)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList();
  }

  /**
   * Returns the entries about subscriptions to an account by user, each list in the order of
   * numbers.
   */
  public Map<String, List<Entry>> entriesOf(AccountId account, Collection<String> subscribers) {
    if (subscribers.isEmpty()) {
      return Map.of();
    }
    return toEntries(
            entityManager()
                .createQuery(
                    "SELECT e FROM EntryRow e WHERE e.app = :app AND e.account = :account"
                        + " AND e.subscriber IN :subscribers ORDER BY e.sequence",
                    EntryRow.class)
                .setParameter("app", account.app())
                .setParameter("account", account.account())
                .setParameter("subscribers", subscribers)
                .getResultStream())
        .collect(
            Collectors.groupingBy(
                entry -> Optional.ofNullable(entry.event().subscriber()).orElseThrow()));
  }

  /** Returns the entries about the destruction of an account, in the order of their numbers. */
  public List<Entry> destructions(AccountId account) {
    return toEntries(
            entityManager()
                .createQuery(
                    "SELECT e FROM EntryRow e WHERE e.app = :app AND e.subscriber IS NULL"
                        + " AND e.account = :account AND e.kind = :destroyed ORDER BY e.sequence",
                    EntryRow.class)
                .setParameter("app", account.app())
                .setParameter("account", account.account())
                .setParameter("destroyed", Kind.ACCOUNT_DESTROYED)
                .getResultStream())
        .toList();
  }

  private static Stream<Entry> toEntries(Stream<EntryRow> rows) {
    return rows.map(EntryRow::toEntry);
  }

  private EntityManager entityManager() {
    return transaction.entityManager();
  }
}
