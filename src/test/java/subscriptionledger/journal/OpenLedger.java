package subscriptionledger.journal;

import org.h2.jdbcx.JdbcConnectionPool;
import subscriptionledger.store.LocalDatabase;

/** A ledger in a file of H2, by the path of the file, until it is closed. */
final class OpenLedger implements AutoCloseable {
  private final JdbcConnectionPool pool;
  private final LocalDatabase database;

  OpenLedger(String path) {
    pool = JdbcConnectionPool.create("jdbc:h2:" + path, "ledger", "local-file-only");
    database = new LocalDatabase(pool);
    database.begin(Deliveries.APP);
    database.durability().force();
  }

  LocalDatabase database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
    pool.dispose();
  }
}
