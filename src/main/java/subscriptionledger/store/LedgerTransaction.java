package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * The ledger's tables within one transaction: single rows through JPA, and many rows at once
 * through statements on the same connection.
 */
public record LedgerTransaction(EntityManager entityManager, BulkStatements bulk) {

  /**
   * Limits the time of the rest of the transaction, so that no other one waits for its locks for
   * long.
   */
  public void limit() {
    bulk.limit();
  }

  /** Returns the time of the database's clock, in milliseconds since 1970. */
  public long now() {
    long[] now = new long[1];
    bulk.query(
        "SELECT CURRENT_TIMESTAMP", List.of(), row -> now[0] = row.getTimestamp(1).getTime());
    return now[0];
  }
}
