package subscriptionledger.store;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import subscriptionledger.store.BulkTable.Column;

/** The databases that the ledger is known to work on, and in what they differ. */
enum DatabaseProduct {
  H2(false, false, "VARBINARY(32)", "VARBINARY(1048576)", "VARCHAR(1048576)", "VARBINARY") {
    @Override
    <R> String put(BulkTable<R> table) {
      return String.format(
          Locale.ROOT,
          "MERGE INTO %s (%s) KEY (%s) SELECT * FROM %s",
          table.name(),
          names(table.columns()),
          String.join(", ", table.key()),
          arrays(table.columns()));
    }

    @Override
    <R> String find(BulkTable<R> table, List<Column<R>> sought) {
      return String.format(
          Locale.ROOT,
          "SELECT %s FROM %s AS k (%s) INNER JOIN %s t ON %s",
          qualified(table.columns()),
          arrays(sought),
          names(sought),
          table.name(),
          equality(sought));
    }

    /** It reads the tables of an outer join in their order. */
    @Override
    <R> String lookUp(List<Column<R>> arrays, String table, String condition) {
      return String.format(
          Locale.ROOT,
          "%s AS k (%s) LEFT JOIN %s t ON %s",
          arrays(arrays),
          names(arrays),
          table,
          condition);
    }
  },

  POSTGRESQL(true, true, "BYTEA", "BYTEA", "TEXT", "BYTEA") {
    @Override
    <R> String put(BulkTable<R> table) {
      return insert(table)
          + String.format(
              Locale.ROOT,
              " ON CONFLICT (%s) DO UPDATE SET %s",
              String.join(", ", table.key()),
              table.columns().stream()
                  .map(Column::name)
                  .filter(name -> !table.key().contains(name))
                  .map(name -> name + " = excluded." + name)
                  .collect(joining(", ")));
    }

    /**
     * The planner has no idea how many keys an array holds, and would rather read a whole table
     * than look hundreds of them up in its index; the limit leaves it no choice.
     */
    @Override
    <R> String find(BulkTable<R> table, List<Column<R>> sought) {
      return String.format(
          Locale.ROOT,
          "SELECT f.* FROM %s AS k (%s) CROSS JOIN LATERAL (SELECT %s FROM %s t WHERE %s LIMIT 1) f",
          arrays(sought),
          names(sought),
          qualified(table.columns()),
          table.name(),
          equality(sought));
    }

    /**
     * The planner would rather read all rows for each of the arrays' than look into its index, when
     * it does not know yet how many there are; the offset of nothing leaves it no choice.
     */
    @Override
    <R> String lookUp(List<Column<R>> arrays, String table, String condition) {
      return String.format(
          Locale.ROOT,
          "%s AS k (%s) CROSS JOIN LATERAL (SELECT * FROM %s t WHERE %s OFFSET 0) t",
          arrays(arrays),
          names(arrays),
          table,
          condition);
    }
  };

  /**
   * What a transaction of the write path is limited to. A wait for another node's lock ends before
   * its callers have been answered that it is too late. A node that does nothing within its
   * transaction has been stopped, or its machine is lost: its locks are free again after five
   * seconds. The driver's time-out on reading should be longer than that of a statement
   * (server-config).
   */
  private static final String LIMITS_OF_POSTGRESQL =
      "SELECT set_config('lock_timeout', '1s', true),"
          + " set_config('idle_in_transaction_session_timeout', '5s', true),"
          + " set_config('statement_timeout', '8s', true)";

  private final boolean forcesAtCommit;
  private final boolean takesSeveralStatements;
  private final String keyType;
  private final String bytesType;
  private final String textType;
  private final String elementOfBytes;

  DatabaseProduct(
      boolean forcesAtCommit,
      boolean takesSeveralStatements,
      String keyType,
      String bytesType,
      String textType,
      String elementOfBytes) {
    this.forcesAtCommit = forcesAtCommit;
    this.takesSeveralStatements = takesSeveralStatements;
    this.keyType = keyType;
    this.bytesType = bytesType;
    this.textType = textType;
    this.elementOfBytes = elementOfBytes;
  }

  /**
   * @throws UnusableDatabaseException if the data source leads to another database, or to one that
   *     cannot hold all texts, or takes two for the same
   * @throws IllegalStateException if the database does not answer
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
        requireAllTexts(connection);
      }
      requireDistinctTexts(connection);
      return product;
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not respond", e);
    }
  }

  /** H2 always can. A database of PostgreSQL has an encoding from its creation on. */
  private static void requireAllTexts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW server_encoding")) {
      result.next();
      String encoding = result.getString(1);
      if (!encoding.equals("UTF8")) {
        throw new UnusableDatabaseException(
            "the encoding of the database is "
                + encoding
                + ", which cannot store all text; it must be UTF8");
      }
    }
  }

  /** H2 may have been told to ignore case or accents, by IGNORECASE or COLLATION. */
  private static void requireDistinctTexts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT CAST('a' AS VARCHAR(1)) = 'A' OR CAST('a' AS VARCHAR(1)) = '\u00e1'")) {
      result.next();
      if (result.getBoolean(1)) {
        throw new UnusableDatabaseException(
            "the collation of the database ignores case or accents and would treat two users as one;"
                + " it must distinguish them");
      }
    }
  }

  /** Whether a commit returns only when what it wrote is on the disk. */
  boolean forcesAtCommit() {
    return forcesAtCommit;
  }

  /**
   * The statement that limits the rest of a transaction that locks; none for a database that gives
   * up a wait for a lock by itself, and lives and dies with the one node that it has.
   */
  Optional<String> limits() {
    return this == POSTGRESQL ? Optional.of(LIMITS_OF_POSTGRESQL) : Optional.empty();
  }

  /** Whether a driver sends several statements as one, which saves their round trips. */
  boolean takesSeveralStatements() {
    return takesSeveralStatements;
  }

  /** What the migrations call their column types. */
  Map<String, String> columnTypes() {
    return Map.of("key", keyType, "bytes", bytesType, "text", textType);
  }

  /** What the elements of an array are called. */
  String typeName(BulkTable.Type type) {
    return switch (type) {
      case NUMBER -> "BIGINT";
      case TEXT -> "VARCHAR";
      case BYTES -> elementOfBytes;
    };
  }

  /** Inserts the rows whose columns are the statement's parameters. */
  <R> String insert(BulkTable<R> table) {
    return String.format(
        Locale.ROOT,
        "INSERT INTO %s (%s) SELECT * FROM %s",
        table.name(),
        names(table.columns()),
        arrays(table.columns()));
  }

  /**
   * The rows {@code t} of a table that agree with a condition on each row {@code k} of some arrays,
   * looked up one after another; as a {@code FROM} clause.
   */
  abstract <R> String lookUp(List<Column<R>> arrays, String table, String condition);

  /** Inserts rows, or replaces those with the same key; no two of the rows have the same. */
  abstract <R> String put(BulkTable<R> table);

  /** Locks the rows whose key is the statement's parameter, in ascending order. */
  <R> String lock(BulkTable<R> table) {
    Column<R> key = table.columns(table.key()).get(0);
    return String.format(
        Locale.ROOT,
        "SELECT %s FROM %s t WHERE %s = ANY(%s) ORDER BY %s FOR UPDATE",
        qualified(table.columns()),
        table.name(),
        key.name(),
        array(key),
        key.name());
  }

  /** Finds the rows of which some columns are the statement's parameters. */
  abstract <R> String find(BulkTable<R> table, List<Column<R>> sought);

  <R> String arrays(List<Column<R>> columns) {
    return columns.stream().map(this::array).collect(joining(", ", "UNNEST(", ")"));
  }

  private String array(Column<?> column) {
    return "CAST(? AS " + typeName(column.type()) + " ARRAY)";
  }

  static <R> String names(List<Column<R>> columns) {
    return columns.stream().map(Column::name).collect(joining(", "));
  }

  static <R> String qualified(List<Column<R>> columns) {
    return columns.stream().map(column -> "t." + column.name()).collect(joining(", "));
  }

  static <R> String equality(List<Column<R>> columns) {
    return columns.stream()
        .map(Column::name)
        .map(name -> "t." + name + " = k." + name)
        .collect(joining(" AND "));
  }
}
