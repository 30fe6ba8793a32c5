package subscriptionledger.store;

import jakarta.persistence.PersistenceException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import subscriptionledger.store.BulkTable.Column;

/**
 * Writes and finds many rows with one statement and one round trip, whose text is the same however
 * many rows there are: each column is one parameter, an array (SQL:2003, {@code UNNEST}). It works
 * on the connection of the entity manager's transaction, so that both commit together.
 */
final class Bulk {
  private final Connection connection;
  private final DatabaseProduct product;

  Bulk(Connection connection, DatabaseProduct product) {
    this.connection = connection;
    this.product = product;
  }

  /** Makes something of a row of a result. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <R> void insert(BulkTable<R> table, List<R> rows) {
    execute(product.insert(table), table.columns(), rows);
  }

  /** Inserts the rows; where there is one with the same key, it is replaced. */
  <R> void put(BulkTable<R> table, List<R> rows) {
    execute(product.put(table), table.columns(), rows);
  }

  /** Finds the rows that agree with one of the samples in these columns. */
  <R, T> List<T> find(
      BulkTable<R> table, List<String> columns, List<R> samples, RowReader<T> reader) {
    if (samples.isEmpty()) {
      return List.of();
    }
    List<Column<R>> sought = table.columns(columns);
    try (PreparedStatement statement = connection.prepareStatement(product.find(table, sought))) {
      bind(statement, sought, samples);
      try (ResultSet result = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (result.next()) {
          found.add(reader.read(result));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  private <R> void execute(String sql, List<Column<R>> columns, List<R> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, columns, rows);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  private <R> void bind(PreparedStatement statement, List<Column<R>> columns, List<R> rows)
      throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      Column<R> column = columns.get(i);
      Array array = connection.createArrayOf(product.typeName(column.type()), typed(column, rows));
      statement.setArray(i + 1, array);
    }
  }

  /** Drivers look at the type of the array, not only at its elements. */
  private static <R> Object[] typed(Column<R> column, List<R> rows) {
    Object[] values =
        switch (column.type()) {
          case NUMBER -> new Long[rows.size()];
          case TEXT -> new String[rows.size()];
          case BYTES -> new byte[rows.size()][];
        };
    for (int i = 0; i < values.length; i++) {
      values[i] = column.value().apply(rows.get(i));
    }
    return values;
  }
}
