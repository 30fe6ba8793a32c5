package subscriptionledger.store;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A database that has the present schema, and is open as the ledger's persistence unit.
 *
 * @param isDurable whether what was forced survives a power cut
 */
record Database(
    DataSource dataSource,
    DatabaseProduct product,
    boolean isDurable,
    String schemaVersion,
    EntityManagerFactory entityManagerFactory) {
  private static final String PERSISTENCE_UNIT = "ledger";

  /**
   * Brings the database behind the data source to the present schema, and opens it.
   *
   * @param unit properties of the persistence unit, among them the data source
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
    EntityManagerFactory factory = Persistence.createEntityManagerFactory(PERSISTENCE_UNIT, unit);
    doNotRepeatFailedQueries(factory);
    return new Database(
        dataSource,
        product,
        isDurable(dataSource, product),
        String.valueOf(flyway.info().current().getVersion()),
        factory);
  }

  /**
   * EclipseLink takes any failure of a query within a transaction of PostgreSQL for that of the
   * connection, and asks twice more, with five seconds between: the connection is gone for so long.
   * There is no property for it. Its classes may be the server's, which an application need not
   * see; so its methods are looked up.
   */
  private static void doNotRepeatFailedQueries(EntityManagerFactory factory) {
    try {
      Object session = call(factory, "getServerSession");
      Object login = call(session, "getLogin");
      login.getClass().getMethod("setQueryRetryAttemptCount", int.class).invoke(login, 0);
    } catch (ReflectiveOperationException e) {
      factory.close();
      throw new IllegalStateException("The persistence provider is not a known EclipseLink", e);
    }
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private static boolean isDurable(DataSource dataSource, DatabaseProduct product) {
    if (product.forcesAtCommit()) {
      return true;
    }
    try (Connection connection = dataSource.getConnection()) {
      return OrderedFiles.hold(connection.getMetaData().getURL());
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer", e);
    }
  }

  void close() {
    entityManagerFactory.close();
  }
}
