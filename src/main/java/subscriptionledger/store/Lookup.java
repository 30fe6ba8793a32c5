package subscriptionledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import subscriptionledger.store.BulkStatements.RowHandler;

/** A query about many rows, and the receiver of its results. */
record Lookup<R>(ArrayStatement<R> query, RowHandler found) {
  void take(ResultSet result) throws SQLException {
    while (result.next()) {
      found.take(result);
    }
  }
}
