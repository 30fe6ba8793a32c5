package subscriptionledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Ensures that committed data is on disk (promise P1). For PostgreSQL, as for any database with
 * durable commits, this is the case when the commit returns. H2 has to be made to store its data
 * and to force it to disk.
 */
public final class Durability {
  private static final int REACHABLE_SECONDS = 1;

  private final Supplier<Database> open;

  /**
   * Held by a transaction that writes to H2; in the order of requests, so that none is left out.
   */
  private final Lock writing = new ReentrantLock(true);

  Durability(Supplier<Database> open) {
    this.open = open;
  }

  /**
   * Runs a transaction that writes more than a row, and returns when its data is on disk. On H2,
   * one of them runs at a time: H2 stores whatever is there, and a transaction that has been stored
   * unfinished may make the file unreadable if the server is killed in that moment (decision 17).
   *
   * @throws IllegalStateException if it is uncertain that the data is on disk
   */
  public <T> T write(Supplier<T> transaction) {
    if (open.get().product().forcesAtCommit()) {
      return transaction.get();
    }
    writing.lock();
    try {
      T result = transaction.get();
      force();
      return result;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Returns when all committed data is on disk.
   *
   * @throws IllegalStateException if that is uncertain
   */
  public void force() {
    Database database = open.get();
    if (!database.product().forcesAtCommit()) {
      try {
        forceH2(database);
      } catch (SQLException | RuntimeException e) {
        throw new IllegalStateException("The database could not be forced to disk", e);
      }
    }
  }

  private static void forceH2(Database database) throws SQLException {
    if (database.embedded() != null) {
      database.embedded().force();
      return;
    }
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  /** Returns true if the database responds. */
  public boolean isReachable() {
    try (Connection connection = open.get().dataSource().getConnection()) {
      return connection.isValid(REACHABLE_SECONDS);
    } catch (SQLException | DatabaseClosedException e) {
      return false;
    }
  }
}
