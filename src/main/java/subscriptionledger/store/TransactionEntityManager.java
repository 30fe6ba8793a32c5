package subscriptionledger.store;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;

/**
 * The entity manager of the current JTA transaction. It is opened when the transaction first needs
 * it, and closed when the transaction ends. A server injects entity managers only for units that it
 * manages; this class does the same for the ledger's unit.
 */
@TransactionScoped
public class TransactionEntityManager implements Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // The injected object is a client proxy, which is serializable.
  @Inject
  private LedgerDatabase database;

  /**
   * The entity manager is transient because a transaction never moves to another machine, although
   * its scope requires serializable beans.
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

  /** Returns the ledger's tables in this transaction. */
  public LedgerTransaction ledger() {
    return database.ledger(entityManager);
  }
}
