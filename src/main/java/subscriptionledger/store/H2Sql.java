package subscriptionledger.store;

import java.util.List;
import java.util.Locale;
import subscriptionledger.store.BulkTable.BulkColumn;

/** The bulk statements of H2. */
final class H2Sql extends BulkSql {
  H2Sql() {
    super("VARBINARY");
  }

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

  @Override
  String chain() {
    return "SELECT h.previous FROM chain c INNER JOIN history h"
        + " ON h.app = ? AND h.sequence = c.sequence";
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

  @Override
  <R> String delete(BulkTable<R> table) {
    return "DELETE FROM " + table.name() + " WHERE app = ? FETCH FIRST ? ROWS ONLY";
  }
}
