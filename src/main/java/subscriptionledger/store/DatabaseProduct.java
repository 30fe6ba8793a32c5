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
import subscriptionledger.store.BulkTable.BulkColumn;

/** The supported databases and their differences. */
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
    <R> String find(BulkTable<R> table, List<BulkColumn<R>> sought) {
      return String.format(
          Locale.ROOT,
          "SELECT %s FROM %s AS k (%s) INNER JOIN %s t ON %s",
          qualified(table.columns()),
          arrays(sought),
          names(sought),
          table.name(),
          equality(sought));
    }

    /** H2 reads the tables of an outer join in their order. */
    @Override
    <R> String lookUp(List<BulkColumn<R>> arrays, String table, String condition) {
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
                  .map(BulkColumn::name)
                  .filter(name -> !table.key().contains(name))
                  .map(name -> name + " = excluded." + name)
                  .collect(joining(", ")));
    }

    /**
     * The planner does not know how many keys an array contains and would read the whole table
     * instead of looking up hundreds of keys in the index. The limit forces it to use the index.
     */
    @Override
    <R> String find(BulkTable<R> table, List<BulkColumn<R>> sought) {
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
     * While the planner has no statistics, it would read the whole table for each row of the arrays
     * instead of using the index. The OFFSET 0 forces it to use the index.
     */
    @Override
    <R> String lookUp(List<BulkColumn<R>> arrays, String table, String condition) {
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
   * The time limits of a transaction of the write path. A wait for a lock of another node ends
   * before the callers of this node are refused as late. If a node is idle within a transaction, it
   * was stopped or its machine is lost; its locks are released after five seconds. The driver's
   * read timeout should be longer than the statement timeout (see server-config).
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
        requireAllTexts(connection);
      }
      requireDistinctTexts(connection);
      return product;
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not respond", e);
    }
  }

  /**
   * Checks that the database can store all text. H2 always can; a PostgreSQL database has an
   * encoding that was chosen when it was created.
   */
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

  /**
   * Checks that the database distinguishes case and accents, which H2 does not if IGNORECASE or
   * COLLATION is set accordingly.
   */
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

  /** Returns the names of the column types for the migrations. */
  Map<String, String> columnTypes() {
    return Map.of("key", keyType, "bytes", bytesType, "text", textType);
  }

  /** Returns the name of the type of an array's elements. */
  String typeName(BulkTable.Type type) {
    return switch (type) {
      case NUMBER -> "BIGINT";
      case TEXT -> "VARCHAR";
      case BYTES -> elementOfBytes;
    };
  }

  /** Returns a statement that inserts rows, whose columns are its parameters. */
  <R> String insert(BulkTable<R> table) {
    return String.format(
        Locale.ROOT,
        "INSERT INTO %s (%s) SELECT * FROM %s",
        table.name(),
        names(table.columns()),
        arrays(table.columns()));
  }

  /**
   * Returns a {@code FROM} clause for the rows {@code t} of a table that meet a condition on each
   * row {@code k} of some arrays; they are looked up one after another.
   */
  abstract <R> String lookUp(List<BulkColumn<R>> arrays, String table, String condition);

  /**
   * Returns a statement that inserts rows or replaces those with the same key. The rows must have
   * different keys.
   */
  abstract <R> String put(BulkTable<R> table);

  /** Returns a statement that locks the rows whose keys are its parameter, in ascending order. */
  <R> String lock(BulkTable<R> table) {
    BulkColumn<R> key = table.columns(table.key()).get(0);
    return String.format(
        Locale.ROOT,
        "SELECT %s FROM %s t WHERE %s = ANY(%s) ORDER BY %s FOR UPDATE",
        qualified(table.columns()),
        table.name(),
        key.name(),
        array(key),
        key.name());
  }

  /**
   * Returns a statement that finds rows by some of their columns, whose values are its parameters.
   */
  abstract <R> String find(BulkTable<R> table, List<BulkColumn<R>> sought);

  <R> String arrays(List<BulkColumn<R>> columns) {
    return columns.stream().map(this::array).collect(joining(", ", "UNNEST(", ")"));
  }

  private String array(BulkColumn<?> column) {
    return "CAST(? AS " + typeName(column.type()) + " ARRAY)";
  }

  static <R> String names(List<BulkColumn<R>> columns) {
    return columns.stream().map(BulkColumn::name).collect(joining(", "));
  }

  static <R> String qualified(List<BulkColumn<R>> columns) {
    return columns.stream().map(column -> "t." + column.name()).collect(joining(", "));
  }

  static <R> String equality(List<BulkColumn<R>> columns) {
    return columns.stream()
        .map(BulkColumn::name)
        .map(name -> "t." + name + " = k." + name)
        .collect(joining(" AND "));
  }
}
