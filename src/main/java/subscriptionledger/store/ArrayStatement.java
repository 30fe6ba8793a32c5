package subscriptionledger.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import subscriptionledger.store.BulkTable.BulkColumn;

/**
 * A statement about many rows.
 *
 * @param columns the columns that are its parameters, each an array with the values of all rows
 */
record ArrayStatement<R>(String sql, List<BulkColumn<R>> columns, List<R> rows) {
  /**
   * Sets the parameters.
   *
   * @param first the index of the first one
   * @return the index after the last one
   */
  int bind(PreparedStatement prepared, int first, BulkSql names) throws SQLException {
    int parameter = first;
    for (BulkColumn<R> column : columns) {
      prepared.setArray(
          parameter,
          prepared.getConnection().createArrayOf(names.typeName(column.type()), values(column)));
      parameter++;
    }
    return parameter;
  }

  /**
   * Returns the values of a column as an array of the right type, because drivers check the type of
   * the array and not only its elements.
   */
  private Object[] values(BulkColumn<R> column) {
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
