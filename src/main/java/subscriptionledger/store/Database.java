package subscriptionledger.store;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A database that has the present schema, and is open as the ledger's persistence unit. */
record Database(
    DataSource dataSource,
    DatabaseProduct product,
    String schemaVersion,
    EntityManagerFactory entityManagerFactory) {
  private static final String PERSISTENCE_UNIT = "ledger";

  /**
   * Brings the database behind the data source to the present schema, and opens it.
   *
   * @param unit properties of the persistence unit, among them the data source
   */
  static Database open(DataSource dataSource, Map<String, Object> unit) {
    DatabaseProduct product = DatabaseProduct.of(dataSource);
    Flyway flyway =
        Flyway.configure(Database.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:db/migration")
            .placeholders(product.columnTypes())
            .callbacks(new UnlimitedMigration())
            .load();
    flyway.migrate();
    return new Database(
        dataSource,
        product,
        String.valueOf(flyway.info().current().getVersion()),
        Persistence.createEntityManagerFactory(PERSISTENCE_UNIT, unit));
  }

  void close() {
    entityManagerFactory.close();
  }
}
