package subscriptionledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcDatabaseMetaData;

/**
 * The chunks that H2 has handed to its own threads to be written. {@code CHECKPOINT SYNC} waits for
 * what it hands over itself; when H2's background writer has handed over a commit a moment before,
 * there is nothing left to hand over, and it returns while that chunk may still be unwritten (H2
 * 2.2.224 and 2.3.232, {@code MVStore.store}).
 */
final class H2WriteQueue {
  private H2WriteQueue() {}

  /**
   * Returns when all chunks are written that were in the queue. H2's own connection is found by the
   * metadata: Payara's pool lets a connection be unwrapped to interfaces only.
   */
  static void drain(Connection connection) throws SQLException {
    JdbcDatabaseMetaData ofH2 = connection.getMetaData().unwrap(JdbcDatabaseMetaData.class);
    SessionLocal session = (SessionLocal) ((JdbcConnection) ofH2.getConnection()).getSession();
    session.getDatabase().getStore().getMvStore().executeFilestoreOperation(() -> {});
  }
}
