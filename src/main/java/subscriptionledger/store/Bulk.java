package subscriptionledger.store;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import subscriptionledger.store.BulkTable.Column;

/**
 * Writes and finds many rows with one statement, whose text is the same however many rows there
 * are: each column is one parameter, an array (SQL:2003, {@code UNNEST}). It works on the
 * connection of the entity manager's transaction, so that both commit together.
 *
 * <p>What is to be written is gathered, and sent in one go where the database's driver takes
 * several statements at once.
 */
final class Bulk {
  private final Connection connection;
  private final DatabaseProduct product;
  private final List<Statement<?>> pending = new ArrayList<>();

  Bulk(Connection connection, DatabaseProduct product) {
    this.connection = connection;
    this.product = product;
  }

  /** Makes something of a row of a result. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A statement, and the arrays that are its parameters. */
  private record Statement<R>(String sql, List<Column<R>> columns, List<R> rows) {}

  <R> void insert(BulkTable<R> table, List<R> rows) {
    add(product.insert(table), table.columns(), rows);
  }

  /** Inserts the rows; where there is one with the same key, it is replaced. */
  <R> void put(BulkTable<R> table, List<R> rows) {
    add(product.put(table), table.columns(), rows);
  }

  private <R> void add(String sql, List<Column<R>> columns, List<R> rows) {
    if (!rows.isEmpty()) {
      pending.add(new Statement<>(sql, columns, rows));
    }
  }

  /** Sends what is to be written, in the order in which it was asked for. */
  void flush() {
    if (product.takesSeveralStatements() && !pending.isEmpty()) {
      execute(pending);
    } else {
      pending.forEach(write -> execute(List.of(write)));
    }
    pending.clear();
  }

  private void execute(List<Statement<?>> writes) {
    String sql = writes.stream().map(Statement::sql).collect(Collectors.joining("; "));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int parameter = 1;
      for (Statement<?> write : writes) {
        parameter = bind(statement, parameter, write);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  /** Finds the rows that agree with one of the samples in these columns. */
  <R, T> List<T> find(
      BulkTable<R> table, List<String> columns, List<R> samples, RowReader<T> reader) {
    if (samples.isEmpty()) {
      return List.of();
    }
    List<Column<R>> sought = table.columns(columns);
    String sql = product.find(table, sought);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, 1, new Statement<>(sql, sought, samples));
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

  private <R> int bind(PreparedStatement statement, int first, Statement<R> bulk)
      throws SQLException {
    int parameter = first;
    for (Column<R> column : bulk.columns()) {
      Object[] values = typed(column, bulk.rows());
      statement.setArray(
          parameter, connection.createArrayOf(product.typeName(column.type()), values));
      parameter++;
    }
    return parameter;
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
