package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import subscriptionledger.feed.Follower;
import subscriptionledger.feed.Progress;

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

  /** Migrates a database as the version did whose last migration this was. */
  public static void migrate(DataSource dataSource, String version) {
    Database.migrations(dataSource, DatabaseProduct.of(dataSource))
        .target(version)
        .load()
        .migrate();
  }

  public Durability durability() {
    return durability;
  }

  /** The ledger's tables in the transaction of that entity manager. */
  public LedgerTransaction ledger(EntityManager entityManager) {
    return database.ledger(entityManager);
  }

  /** Has a follower catch up with an app's ledger. */
  public void follow(Follower follower, long app) {
    for (boolean more = true; more; ) {
      more = step(follower, app).isMoving();
    }
  }

  /** Has a follower take one step, as the cursors do. */
  public Progress step(Follower follower, long app) {
    return durability.write(
        () -> inTransaction(entityManager -> Progress.step(ledger(entityManager), follower, app)));
  }

  /** Has everything that a follower has applied removed and applied anew. */
  public void rebuild(Follower follower, long app) {
    inTransaction(
        entityManager -> {
          CursorRow.lock(ledger(entityManager), app, follower.name()).rebuild();
          return app;
        });
    follow(follower, app);
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
            "HistoryRow",
            "ActivityRow",
            "CursorRow")
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
