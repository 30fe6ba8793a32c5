package subscriptionledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

/**
 * Makes sure that what is committed is on the disk (promise P1). PostgreSQL, and every other
 * database that deserves the name, has done that when the commit returns. H2 has not: it writes a
 * moment later, and does not force the disk at all; so it is told to, after each group.
 */
public final class Durability {
  private static final int REACHABLE_SECONDS = 1;

  private final Supplier<Database> open;

  Durability(Supplier<Database> open) {
    this.open = open;
  }

  /**
   * Returns when all that is committed is on the disk.
   *
   * @throws IllegalStateException when that is not certain
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

  /** Whether the database answers at all. */
  public boolean isReachable() {
    try (Connection connection = open.get().dataSource().getConnection()) {
      return connection.isValid(REACHABLE_SECONDS);
    } catch (SQLException | DatabaseClosedException e) {
      return false;
    }
  }
}
