package subscriptionledger.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import subscriptionledger.store.LocalDatabase;

/** The ledger's promises on H2, in a file. */
class H2LedgerTest extends LedgerContract {
  private static JdbcConnectionPool pool;
  private static LocalDatabase database;

  @BeforeAll
  @BeforeContainer
  static void open() throws IOException {
    Path folder = Files.createTempDirectory("ledger");
    pool = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("ledger"), "ledger", "x");
    database = new LocalDatabase(pool);
  }

  @AfterAll
  @AfterContainer
  static void close() {
    database.close();
    pool.dispose();
  }

  @Override
  LocalDatabase database() {
    return database;
  }
}
