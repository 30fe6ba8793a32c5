package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The ledger's database without a server: the same unit and schema, with local transactions. */
public final class LocalDatabase implements AutoCloseable {
  private final Database database;
  private final Durability durability;

  public LocalDatabase(DataSource dataSource) {
    database =
        Database.open(
            dataSource,
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource",
                dataSource));
    durability = new Durability(() -> database);
  }

  public Durability durability() {
    return durability;
  }

  /** The ledger as the write path uses it in the transaction of that entity manager. */
  public LedgerTransaction ledger(EntityManager entityManager) {
    return new LedgerTransaction(entityManager, bulk(entityManager));
  }

  /** The sums of activity in the transaction of that entity manager. */
  public Activities activities(EntityManager entityManager) {
    return new Activities(entityManager, bulk(entityManager));
  }

  private BulkStatements bulk(EntityManager entityManager) {
    return new BulkStatements(entityManager.unwrap(Connection.class), database.product());
  }

  /** What removes old deliveries. */
  public Purge purge(EntityManager entityManager) {
    return new Purge(entityManager);
  }

  /** Decides on a delivery in quarantine as {@link QuarantineQueries} does. */
  public boolean decide(long app, long number, QuarantineRow.Decision decision) {
    return inTransaction(
        entityManager -> QuarantineRow.decide(entityManager, app, number, decision));
  }

  /** Settles what is known at an instant as {@link LedgerQueries} does. */
  public void settle(long app, Instant passed) {
    inTransaction(
        entityManager -> {
          HeadRow.settle(entityManager, app, passed);
          return app;
        });
  }

  /** Empties all tables. */
  public void clear() {
    Stream.of(
            "HeadRow",
            "DeliveryRow",
            "QuarantineRow",
            "EntryRow",
            "SubscriptionRow",
            "AccountRow",
            "ActivityHeadRow",
            "PurgeHeadRow")
        .forEach(
            row ->
                inTransaction(
                    entityManager ->
                        entityManager.createQuery("DELETE FROM " + row).executeUpdate()));
  }

  /** Begins the ledger of an app. */
  public void begin(long app) {
    inTransaction(
        entityManager -> {
          entityManager.persist(new HeadRow(app));
          return app;
        });
  }

  /** What the work returns, once its transaction is committed. */
  public <T> T inTransaction(Function<EntityManager, T> work) {
    EntityManagerFactory factory = database.entityManagerFactory();
    try (EntityManager entityManager = factory.createEntityManager()) {
      entityManager.getTransaction().begin();
      try {
        T result = work.apply(entityManager);
        entityManager.getTransaction().commit();
        return result;
      } finally {
        if (entityManager.getTransaction().isActive()) {
          entityManager.getTransaction().rollback();
        }
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
