package subscriptionledger.store;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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
public final class BulkStatements {
  private final Connection connection;
  private final DatabaseProduct product;
  private final List<Lookup<?>> lookups = new ArrayList<>();
  private final List<ArrayStatement<?>> writes = new ArrayList<>();

  BulkStatements(Connection connection, DatabaseProduct product) {
    this.connection = connection;
    this.product = product;
  }

  /** Returns the texts of statements in the database of this transaction. */
  BulkSql sql() {
    return product.sql();
  }

  /** Receives a row of a result. */
  public interface RowHandler {
    void take(ResultSet row) throws SQLException;
  }

  /**
   * Limits the time of the rest of the transaction, so that no other one waits for its locks for
   * long.
   */
  void limit() {
    limitNext();
    read();
  }

  private void limitNext() {
    product
        .limits()
        .map(sql -> new ArrayStatement<String>(sql, List.of(), List.of()))
        .ifPresent(limits -> lookups.add(new Lookup<>(limits, unused -> {})));
  }

  /**
   * Locks the rows with these keys until the end of the transaction, in ascending order. From then
   * on the time of the transaction is limited.
   */
  public <R> void lock(BulkTable<R> table, Collection<R> samples, Consumer<R> found) {
    limitNext();
    List<BulkColumn<R>> key = table.columns(table.key());
    ask(new ArrayStatement<>(product.sql().lock(table), key, List.copyOf(samples)), table, found);
  }

  /** Finds the rows that are equal to one of the samples in these columns. */
  public <R> void find(
      BulkTable<R> table, List<String> columns, Collection<R> samples, Consumer<R> found) {
    List<BulkColumn<R>> sought = table.columns(columns);
    ask(
        new ArrayStatement<>(product.sql().find(table, sought), sought, List.copyOf(samples)),
        table,
        found);
  }

  /** Finds the rows with the keys of the samples. */
  public <R> void find(BulkTable<R> table, Collection<R> samples, Consumer<R> found) {
    find(table, table.key(), samples, found);
  }

  private <R> void ask(ArrayStatement<R> query, BulkTable<R> table, Consumer<R> found) {
    if (!query.rows().isEmpty()) {
      lookups.add(new Lookup<>(query, row -> found.accept(table.read(row))));
    }
  }

  /** Runs the collected lookups in order. */
  public void read() {
    messages(lookups).forEach(this::read);
    lookups.clear();
  }

  private void read(List<Lookup<?>> message) {
    try (PreparedStatement statement = prepare(message.stream().map(Lookup::query).toList())) {
      statement.execute();
      for (Lookup<?> lookup : message) {
        lookup.take(statement.getResultSet());
        statement.getMoreResults();
      }
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  /** Returns the clause of {@link BulkSql#lookUp} for the database of this transaction. */
  public <R> String lookUp(List<BulkColumn<R>> arrays, String table, String condition) {
    return product.sql().lookUp(arrays, table, condition);
  }

  /**
   * Runs a query immediately.
   *
   * @param parameters numbers, texts, and lists of numbers; each list is one parameter, an array
   */
  public void query(String sql, List<?> parameters, RowHandler found) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        Object parameter = parameters.get(i);
        statement.setObject(
            i + 1,
            parameter instanceof List<?> numbers
                ? connection.createArrayOf(
                    product.sql().typeName(BulkTable.Type.NUMBER), numbers.toArray(Long[]::new))
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

  public <R> void insert(BulkTable<R> table, Collection<R> rows) {
    write(new ArrayStatement<>(product.sql().insert(table), table.columns(), List.copyOf(rows)));
  }

  /** Inserts the rows, or replaces existing rows with the same keys. */
  public <R> void put(BulkTable<R> table, Collection<R> rows) {
    write(new ArrayStatement<>(product.sql().put(table), table.columns(), List.copyOf(rows)));
  }

  /** Deletes some rows of an app immediately, and returns their number. */
  public int delete(BulkTable<?> table, long app, int atMost) {
    try (PreparedStatement statement = connection.prepareStatement(product.sql().delete(table))) {
      statement.setLong(1, app);
      statement.setInt(2, atMost);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  private void write(ArrayStatement<?> write) {
    if (!write.rows().isEmpty()) {
      writes.add(write);
    }
  }

  /** Runs the collected writes in order. */
  public void flush() {
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
      parameter = statement.bind(prepared, parameter, product.sql());
    }
    return prepared;
  }
}
