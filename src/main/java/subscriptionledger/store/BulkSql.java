package subscriptionledger.store;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import subscriptionledger.store.BulkTable.BulkColumn;

/** The texts of the bulk statements in one database. */
abstract class BulkSql {
  private final String elementOfBytes;

  /**
   * Creates the texts.
   *
   * @param elementOfBytes the name of the type of bytes in an array
   */
  BulkSql(String elementOfBytes) {
    this.elementOfBytes = elementOfBytes;
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

  /** Returns the query for the links of the rows of {@code chain}, whose parameter is the app. */
  abstract String chain();

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

  /** Returns a statement that deletes rows of an app, whose parameters are the app and a limit. */
  abstract <R> String delete(BulkTable<R> table);

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
