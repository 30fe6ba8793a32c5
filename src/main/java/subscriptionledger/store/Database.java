package subscriptionledger.store;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
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
    Flyway flyway =
        Flyway.configure(Database.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:db/migration")
            .placeholders(product.columnTypes())
            .callbacks(new UnlimitedMigration())
            .load();
    flyway.migrate();
    String version = String.valueOf(flyway.info().current().getVersion());
    EmbeddedH2 embedded =
        product == DatabaseProduct.H2 ? EmbeddedH2.behind(dataSource).orElse(null) : null;
    try {
      EntityManagerFactory factory = Persistence.createEntityManagerFactory(PERSISTENCE_UNIT, unit);
      doNotRepeatFailedQueries(factory);
      return new Database(dataSource, product, embedded, version, factory);
    } catch (RuntimeException e) {
      if (embedded != null) {
        embedded.close();
      }
      throw e;
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

  void close() {
    entityManagerFactory.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
