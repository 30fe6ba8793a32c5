package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.store.LocalDatabase;
import subscriptionledger.store.UnusableDatabaseException;

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

  @ParameterizedTest
  @ValueSource(strings = {"IGNORECASE=TRUE", "INIT=SET COLLATION ENGLISH STRENGTH PRIMARY"})
  void isNotOpenedInADatabaseThatTakesTwoUsersForOne(String setting) {
    JdbcConnectionPool other = JdbcConnectionPool.create("jdbc:h2:mem:;" + setting, "ledger", "x");
    try {
      assertThatThrownBy(() -> new LocalDatabase(other))
          .isInstanceOf(UnusableDatabaseException.class)
          .hasMessageContaining("ignores case or accents");
    } finally {
      other.dispose();
    }
  }

  @Override
  public LocalDatabase database() {
    return database;
  }
}
