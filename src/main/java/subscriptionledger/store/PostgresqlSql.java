package subscriptionledger.store;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import subscriptionledger.store.BulkTable.BulkColumn;

/** The bulk statements of PostgreSQL. */
final class PostgresqlSql extends BulkSql {
  PostgresqlSql() {
    super("BYTEA");
  }

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

  /** The limit forces the planner to use the index, as in {@link #find}. */
  @Override
  String chain() {
    return "SELECT h.previous FROM chain c CROSS JOIN LATERAL (SELECT l.previous FROM history l"
        + " WHERE l.app = ? AND l.sequence = c.sequence LIMIT 1) h";
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

  @Override
  <R> String delete(BulkTable<R> table) {
    String key = String.join(", ", table.key());
    return String.format(
        Locale.ROOT,
        "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s WHERE app = ? FETCH FIRST ? ROWS ONLY)",
        table.name(),
        key,
        key,
        table.name());
  }
}
