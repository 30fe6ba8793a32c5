package subscriptionledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The built-in database, which is forced to disk through a separate connection. Some servers' pools
 * do not allow unwrapping H2's connection. A pool also hides that H2 has closed the file after a
 * failed write and opened it again, possibly without the last commits. A connection that is kept
 * open ends when the file is closed.
 */
final class EmbeddedH2 implements AutoCloseable {
  /** The user in web.xml. The file system protects the file, so the password is not a secret. */
  private static final String USER = "ledger";

  private static final String PASSWORD = "local-file-only";

  /** The SQLSTATE for an invalid authorization specification. */
  private static final String OTHER_USER = "28000";

  /** The number of calls of {@link #force} after which the file is compacted a little. */
  private static final int FORCES_PER_COMPACTION = 8;

  /** The live percentage of the file's chunks below which a compaction rewrites some of them. */
  private static final int FILL_PERCENT = 70;

  /** The maximum size of the chunks that one compaction rewrites; a callback waits for it. */
  private static final int COMPACTED_BYTES = 1 << 20;

  private final DataSource dataSource;
  private @Nullable JdbcConnection held;
  private int forces;

  private EmbeddedH2(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Opens a connection to the built-in database behind a data source; empty if the data source
   * leads to another database or opens it as another user.
   *
   * @throws IllegalStateException if the file cannot be opened now
   */
  static Optional<EmbeddedH2> behind(DataSource dataSource) {
    EmbeddedH2 database = new EmbeddedH2(dataSource);
    try {
      return database.hold() ? Optional.of(database) : Optional.empty();
    } catch (SQLException e) {
      if (OTHER_USER.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw new IllegalStateException("The built-in database cannot be opened", e);
    }
  }

  /**
   * Opens the separate connection while a connection of the data source is open, so that the
   * settings of the data source apply to the database.
   */
  private boolean hold() throws SQLException {
    try (Connection first = dataSource.getConnection()) {
      String url = first.getMetaData().getURL();
      if (!OrderedFiles.hold(url)) {
        return false;
      }
      JdbcDataSource same = new JdbcDataSource();
      same.setURL(url);
      JdbcConnection connection = (JdbcConnection) same.getConnection(USER, PASSWORD);
      storeOnlyWhenForced(connection);
      held = connection;
      return true;
    }
  }

  /**
   * Stops H2's background thread, which stores whatever is there twice a second, also what a
   * transaction has written so far (decision 17).
   */
  private static void storeOnlyWhenForced(JdbcConnection connection) {
    store(connection).setAutoCommitDelay(Integer.MAX_VALUE);
  }

  private static MVStore store(JdbcConnection connection) {
    return ((SessionLocal) connection.getSession()).getDatabase().getStore().getMvStore();
  }

  /**
   * Returns when all committed data is on disk. {@code CHECKPOINT SYNC} waits for the chunk that it
   * passes to H2's own threads. If another thread has passed one on just before, there is no chunk
   * left to pass on, and the earlier one may still be unwritten (H2 2.2.224 and 2.3.232, {@code
   * MVStore.store}); so this method also waits for those threads.
   *
   * @throws SQLException if the file has been closed since the last call
   */
  synchronized void force() throws SQLException {
    JdbcConnection connection = held;
    if (connection == null) {
      hold();
      throw new SQLException("The database file was reopened, perhaps without the last commits");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
      store(connection).executeFilestoreOperation(() -> {});
      forces++;
      if (forces % FORCES_PER_COMPACTION == 0) {
        store(connection).compact(FILL_PERCENT, COMPACTED_BYTES);
      }
    } catch (SQLException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    JdbcConnection connection = held;
    held = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // H2 has closed the whole database.
      }
    }
  }
}
