package subscriptionledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A migration that takes longer than anything else may, as one of millions of rows does. */
class UnlimitedMigrationTest {
  @Test
  void takesAllTheTimeThatItNeedsWhateverTheDataSourceAllows() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      PGSimpleDataSource dataSource = new PGSimpleDataSource();
      dataSource.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
      dataSource.setUser("postgres");
      dataSource.setSocketTimeout(1);
      Flyway flyway =
          Flyway.configure()
              .dataSource(dataSource)
              .locations("classpath:db/slow")
              .callbacks(new UnlimitedMigration())
              .load();

      assertThat(flyway.migrate().migrationsExecuted).isOne();
    }
  }
}
