package subscriptionledger.store;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;

/**
 * The entity manager of the current JTA transaction: opened when a transaction first asks for it,
 * and closed when that transaction ends. A server would inject one for a unit of its own; this does
 * the same for ours.
 */
@TransactionScoped
public class TransactionEntityManager implements Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // What is injected is a client proxy, which is serializable.
  @Inject
  private LedgerDatabase database;

  /**
   * A transaction is never moved to another machine, though its scope asks for it to be possible.
   */
  private transient EntityManager entityManager;

  @PostConstruct
  void open() {
    entityManager = database.createEntityManager();
  }

  @PreDestroy
  void close() {
    entityManager.close();
  }

  public EntityManager entityManager() {
    return entityManager;
  }

  /** The sums of activity in this transaction. */
  public Activities activities() {
    return database.activities(entityManager);
  }

  /** What removes old deliveries in this transaction. */
  public Purge purge() {
    return new Purge(entityManager);
  }

  /** The ledger as the write path uses it in this transaction. */
  public LedgerTransaction ledger() {
    return database.ledger(entityManager);
  }
}
