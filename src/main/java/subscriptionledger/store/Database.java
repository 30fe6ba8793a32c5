package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A database with the current schema, opened as the ledger's persistence unit.
 *
 * @param embedded the built-in database; null for any other
 */
record Database(
    DataSource dataSource,
    DatabaseProduct product,
    @Nullable EmbeddedH2 embedded,
    String schemaVersion,
    EntityManagerFactory entityManagerFactory) {
  private static final String PERSISTENCE_UNIT = "ledger";

  /**
   * Migrates the database of a data source to the current schema, and opens it.
   *
   * @param unit the properties of the persistence unit, including the data source
   */
  static Database open(DataSource dataSource, Map<String, Object> unit) {
    OrderedFiles.register();
    DatabaseProduct product = DatabaseProduct.of(dataSource);
    Flyway flyway = migrations(dataSource, product).load();
    flyway.migrate();
    String version = String.valueOf(flyway.info().current().getVersion());
    EmbeddedH2 embedded =
        product == DatabaseProduct.H2 ? EmbeddedH2.behind(dataSource).orElse(null) : null;
    try {
      EntityManagerFactory factory = Persistence.createEntityManagerFactory(PERSISTENCE_UNIT, unit);
      doNotRepeatFailedQueries(factory);
      checkMapping(factory);
      return new Database(dataSource, product, embedded, version, factory);
    } catch (RuntimeException e) {
      if (embedded != null) {
        embedded.close();
      }
      throw e;
    }
  }

  /** Returns the migrations of a database. */
  static FluentConfiguration migrations(DataSource dataSource, DatabaseProduct product) {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .javaMigrations(new EventKeyMigration())
        .placeholders(product.placeholders())
        .callbacks(new UnlimitedMigration());
  }

  /**
   * Checks that each entity's columns exist, so that a wrong mapping fails the deployment and not
   * the first callback. Bulk statements have the same mapping.
   */
  private static void checkMapping(EntityManagerFactory factory) {
    try (EntityManager entityManager = factory.createEntityManager()) {
      for (EntityType<?> entity : factory.getMetamodel().getEntities()) {
        entityManager
            .createQuery("SELECT e FROM " + entity.getName() + " e WHERE e.app = -1")
            .getResultList();
      }
    } catch (PersistenceException e) {
      factory.close();
      throw new IllegalStateException("The schema does not fit the entities", e);
    }
  }

  /**
   * Prevents EclipseLink from repeating failed queries. It treats any failed query in a transaction
   * of PostgreSQL as a failure of the connection and repeats it twice at intervals of five seconds,
   * during which the connection is unavailable. There is no property for this. The methods are
   * looked up by reflection because EclipseLink's classes may belong to the server and be hidden
   * from the application.
   */
  private static void doNotRepeatFailedQueries(EntityManagerFactory factory) {
    try {
      Object session = call(factory, "getServerSession");
      Object login = call(session, "getLogin");
      login.getClass().getMethod("setQueryRetryAttemptCount", int.class).invoke(login, 0);
    } catch (InvocationTargetException e) {
      factory.close();
      throw new IllegalStateException("The persistence unit cannot be opened", e);
    } catch (ReflectiveOperationException e) {
      factory.close();
      throw new IllegalStateException(
          "The persistence provider is not a supported version of EclipseLink", e);
    }
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  /** Returns true if data that was forced to disk survives a power cut. */
  boolean isDurable() {
    return product.forcesAtCommit() || embedded != null;
  }

  /** Returns the ledger's tables in the transaction of an entity manager. */
  LedgerTransaction ledger(EntityManager entityManager) {
    return new LedgerTransaction(
        entityManager, new BulkStatements(entityManager.unwrap(Connection.class), product));
  }

  void close() {
    entityManagerFactory.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
