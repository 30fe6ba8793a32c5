package subscriptionledger.journal;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The tables of the ledger's schema, and their keys. */
final class SchemaKeys {
  private SchemaKeys() {}

  /** The names of the ledger's tables, in lower case. */
  static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(null, schema(connection), "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        String table = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
        if (!table.startsWith("flyway")) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  /** The first column of each primary and unique key, by the name of its index. */
  static Map<String, String> firstColumns(Connection connection) {
    try {
      return read(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> read(Connection connection) throws SQLException {
    Map<String, String> first = new TreeMap<>();
    DatabaseMetaData schema = connection.getMetaData();
    for (String table : tables(connection)) {
      String stored = schema.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
      try (ResultSet keys = schema.getIndexInfo(null, schema(connection), stored, true, false)) {
        while (keys.next()) {
          if (keys.getInt("ORDINAL_POSITION") == 1) {
            first.put(
                table + "." + keys.getString("INDEX_NAME"),
                keys.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
          }
        }
      }
    }
    return first;
  }

  private static String schema(Connection connection) throws SQLException {
    return connection.getSchema();
  }
}
