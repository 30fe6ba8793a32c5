package subscriptionledger.store;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import subscriptionledger.store.BulkTable.BulkColumn;

/**
 * Writes and finds many rows with one statement. The text of the statement does not depend on the
 * number of rows, because each column is one parameter, an array (SQL:2003, {@code UNNEST}). The
 * statements use the connection of the entity manager's transaction, so that both commit together.
 *
 * <p>Lookups and writes are collected first. They are sent in one message if the database driver
 * accepts several statements at once.
 */
final class BulkStatements {
  private final Connection connection;
  private final DatabaseProduct product;
  private final List<Lookup<?, ?>> lookups = new ArrayList<>();
  private final List<ArrayStatement<?>> writes = new ArrayList<>();

  BulkStatements(Connection connection, DatabaseProduct product) {
    this.connection = connection;
    this.product = product;
  }

  /** Receives a row of a result. */
  interface RowHandler {
    void take(ResultSet row) throws SQLException;
  }

  /** Converts a row of a result. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A statement, and the arrays that are its parameters. */
  private record ArrayStatement<R>(String sql, List<BulkColumn<R>> columns, List<R> rows) {}

  /** A query, and the receiver of its results. */
  private record Lookup<R, T>(ArrayStatement<R> query, RowReader<T> reader, Consumer<T> found) {

    void take(ResultSet result) throws SQLException {
      while (result.next()) {
        found.accept(reader.read(result));
      }
    }
  }

  /**
   * Locks the rows with these keys until the end of the transaction, in ascending order. From then
   * on the transaction has time limits, so that no other one waits for it for long.
   */
  <R, T> void lock(BulkTable<R> table, List<R> samples, RowReader<T> reader, Consumer<T> found) {
    product
        .limits()
        .map(sql -> new ArrayStatement<R>(sql, List.of(), List.of()))
        .ifPresent(limits -> lookups.add(new Lookup<>(limits, row -> "", unused -> {})));
    List<BulkColumn<R>> key = table.columns(table.key());
    ask(new ArrayStatement<>(product.lock(table), key, samples), reader, found);
  }

  /** Finds the rows that are equal to one of the samples in these columns. */
  <R, T> void find(
      BulkTable<R> table,
      List<String> columns,
      List<R> samples,
      RowReader<T> reader,
      Consumer<T> found) {
    List<BulkColumn<R>> sought = table.columns(columns);
    ask(new ArrayStatement<>(product.find(table, sought), sought, samples), reader, found);
  }

  private <R, T> void ask(ArrayStatement<R> query, RowReader<T> reader, Consumer<T> found) {
    if (!query.rows().isEmpty()) {
      lookups.add(new Lookup<>(query, reader, found));
    }
  }

  /** Runs the collected lookups in order. */
  void read() {
    messages(lookups).forEach(this::read);
    lookups.clear();
  }

  private void read(List<Lookup<?, ?>> message) {
    try (PreparedStatement statement = prepare(message.stream().map(Lookup::query).toList())) {
      statement.execute();
      for (Lookup<?, ?> lookup : message) {
        lookup.take(statement.getResultSet());
        statement.getMoreResults();
      }
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  /** Returns the clause of {@link DatabaseProduct#lookUp} for the database of this transaction. */
  <R> String lookUp(List<BulkColumn<R>> arrays, String table, String condition) {
    return product.lookUp(arrays, table, condition);
  }

  /**
   * Runs a query immediately.
   *
   * @param parameters numbers, texts, and lists of numbers; each list is one parameter, an array
   */
  void query(String sql, List<?> parameters, RowHandler found) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        Object parameter = parameters.get(i);
        statement.setObject(
            i + 1,
            parameter instanceof List<?> numbers
                ? connection.createArrayOf(
                    product.typeName(BulkTable.Type.NUMBER), numbers.toArray(Long[]::new))
                : parameter);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.take(result);
        }
      }
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  <R> void insert(BulkTable<R> table, List<R> rows) {
    write(new ArrayStatement<>(product.insert(table), table.columns(), rows));
  }

  /** Inserts the rows, or replaces existing rows with the same keys. */
  <R> void put(BulkTable<R> table, List<R> rows) {
    write(new ArrayStatement<>(product.put(table), table.columns(), rows));
  }

  private void write(ArrayStatement<?> write) {
    if (!write.rows().isEmpty()) {
      writes.add(write);
    }
  }

  /** Runs the collected writes in order. */
  void flush() {
    messages(writes).forEach(this::execute);
    writes.clear();
  }

  private void execute(List<ArrayStatement<?>> message) {
    try (PreparedStatement statement = prepare(message)) {
      statement.execute();
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  /** Divides statements into messages of one round trip each. */
  private <T> List<List<T>> messages(List<T> statements) {
    if (statements.isEmpty()) {
      return List.of();
    }
    return product.takesSeveralStatements()
        ? List.of(List.copyOf(statements))
        : statements.stream().map(List::of).toList();
  }

  private PreparedStatement prepare(List<? extends ArrayStatement<?>> message) throws SQLException {
    String sql = message.stream().map(ArrayStatement::sql).collect(Collectors.joining("; "));
    PreparedStatement prepared = connection.prepareStatement(sql);
    int parameter = 1;
    for (ArrayStatement<?> statement : message) {
      parameter = bind(prepared, parameter, statement);
    }
    return prepared;
  }

  private <R> int bind(PreparedStatement prepared, int first, ArrayStatement<R> statement)
      throws SQLException {
    int parameter = first;
    for (BulkColumn<R> column : statement.columns()) {
      Object[] values = typed(column, statement.rows());
      prepared.setArray(
          parameter, connection.createArrayOf(product.typeName(column.type()), values));
      parameter++;
    }
    return parameter;
  }

  /**
   * Returns the values of a column as an array of the right type, because drivers check the type of
   * the array and not only its elements.
   */
  private static <R> Object[] typed(BulkColumn<R> column, List<R> rows) {
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
