package subscriptionledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** The databases that the ledger is known to work on, and in what they differ. */
enum DatabaseProduct {
  H2(false, "VARBINARY(32)", "VARBINARY(1048576)", "VARCHAR(1048576)"),
  POSTGRESQL(true, "BYTEA", "BYTEA", "TEXT");

  private final boolean forcesAtCommit;
  private final String keyType;
  private final String bytesType;
  private final String textType;

  DatabaseProduct(boolean forcesAtCommit, String keyType, String bytesType, String textType) {
    this.forcesAtCommit = forcesAtCommit;
    this.keyType = keyType;
    this.bytesType = bytesType;
    this.textType = textType;
  }

  /**
   * @throws IllegalStateException when the data source leads to another database, or to none
   */
  static DatabaseProduct of(DataSource dataSource) {
    String name;
    try (Connection connection = dataSource.getConnection()) {
      name = connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer", e);
    }
    return switch (name) {
      case "H2" -> H2;
      case "PostgreSQL" -> POSTGRESQL;
      default -> throw new IllegalStateException("the ledger is not known to work on " + name);
    };
  }

  /** Whether a commit returns only when what it wrote is on the disk. */
  boolean forcesAtCommit() {
    return forcesAtCommit;
  }

  /** What the migrations call their column types. */
  Map<String, String> columnTypes() {
    return Map.of("key", keyType, "bytes", bytesType, "text", textType);
  }
}
