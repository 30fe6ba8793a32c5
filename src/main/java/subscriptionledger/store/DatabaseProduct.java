package subscriptionledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The supported databases and their differences. */
enum DatabaseProduct {
  H2(false, false, "VARBINARY(32)", "VARBINARY(1048576)", "VARCHAR(1048576)"),
  POSTGRESQL(true, true, "BYTEA", "BYTEA", "TEXT");

  /**
   * The time limits of a transaction of the write path. A wait for a lock of another node ends
   * before the callers of this node are refused as late. If a node is idle within a transaction, it
   * was stopped or its machine is lost; its locks are released after five seconds. The driver's
   * read timeout should be longer than the statement timeout (see server-config).
   */
  private static final String LIMITS_OF_POSTGRESQL =
      "SELECT set_config('lock_timeout', '1s', true),"
          + " set_config('idle_in_transaction_session_timeout', '5s', true),"
          + " set_config('statement_timeout', '8s', true)";

  private static final BulkSql H2_SQL = new H2Sql();
  private static final BulkSql POSTGRESQL_SQL = new PostgresqlSql();

  private final boolean forcesAtCommit;
  private final boolean takesSeveralStatements;
  private final String keyType;
  private final String bytesType;
  private final String textType;

  DatabaseProduct(
      boolean forcesAtCommit,
      boolean takesSeveralStatements,
      String keyType,
      String bytesType,
      String textType) {
    this.forcesAtCommit = forcesAtCommit;
    this.takesSeveralStatements = takesSeveralStatements;
    this.keyType = keyType;
    this.bytesType = bytesType;
    this.textType = textType;
  }

  /**
   * Identifies the database of a data source.
   *
   * @throws UnusableDatabaseException if the database is not supported, cannot store all text, or
   *     treats different texts as equal
   * @throws IllegalStateException if the database does not respond
   */
  static DatabaseProduct of(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      String name = connection.getMetaData().getDatabaseProductName();
      DatabaseProduct product =
          switch (name) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new UnusableDatabaseException(
                    "the database " + name + " is not supported; use H2 or PostgreSQL");
          };
      if (product == POSTGRESQL) {
        TextChecks.requireAllTexts(connection);
      }
      TextChecks.requireDistinctTexts(connection);
      return product;
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not respond", e);
    }
  }

  /** Returns true if a commit returns only after its data is on disk. */
  boolean forcesAtCommit() {
    return forcesAtCommit;
  }

  /**
   * Returns the statement that limits the rest of a transaction with locks. It is empty for a
   * database that limits its waits for locks by itself and serves a single node.
   */
  Optional<String> limits() {
    return this == POSTGRESQL ? Optional.of(LIMITS_OF_POSTGRESQL) : Optional.empty();
  }

  /**
   * Returns true if the driver sends several statements in one message, which saves round trips.
   */
  boolean takesSeveralStatements() {
    return takesSeveralStatements;
  }

  /**
   * Returns what differs between databases in the migrations: the names of the column types, and
   * the option that leaves room in a page for new versions of its rows, which H2 needs not.
   */
  Map<String, String> placeholders() {
    return Map.of(
        "key", keyType,
        "bytes", bytesType,
        "text", textType,
        "room_for_updates",
            this == POSTGRESQL ? "SET (fillfactor = 70)" : "SET REFERENTIAL_INTEGRITY TRUE");
  }

  /** Returns the texts of the bulk statements. */
  BulkSql sql() {
    return this == H2 ? H2_SQL : POSTGRESQL_SQL;
  }
}
