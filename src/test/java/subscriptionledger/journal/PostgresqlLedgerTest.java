package subscriptionledger.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import subscriptionledger.store.LocalDatabase;

/** The ledger's promises on PostgreSQL. */
class PostgresqlLedgerTest extends LedgerContract {
  private static EmbeddedPostgres postgresql;
  private static LocalDatabase database;

  @BeforeAll
  @BeforeContainer
  static void open() throws IOException {
    postgresql = EmbeddedPostgres.start();
    database = new LocalDatabase(postgresql.getPostgresDatabase());
  }

  @AfterAll
  @AfterContainer
  static void close() throws IOException {
    database.close();
    postgresql.close();
  }

  @Override
  LocalDatabase database() {
    return database;
  }
}
