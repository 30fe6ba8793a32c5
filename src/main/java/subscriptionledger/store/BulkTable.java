package subscriptionledger.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table as the write path fills it: many rows at once, each column of them as one array.
 *
 * @param <R> what holds a row
 * @param key the names of the columns that tell one row from another
 */
record BulkTable<R>(String name, List<String> key, List<Column<R>> columns) {

  /** A column, and its value in a row. */
  record Column<R>(String name, Type type, Function<R, @Nullable Object> value) {

    static <R> Column<R> number(String name, Function<R, @Nullable Object> value) {
      return new Column<>(name, Type.NUMBER, value);
    }

    static <R> Column<R> text(String name, Function<R, @Nullable Object> value) {
      return new Column<>(name, Type.TEXT, value);
    }

    static <R> Column<R> bytes(String name, Function<R, @Nullable Object> value) {
      return new Column<>(name, Type.BYTES, value);
    }
  }

  /** What a column holds; the databases have names of their own for them. */
  enum Type {
    NUMBER,
    TEXT,
    BYTES
  }

  /** Those columns, in that order. */
  List<Column<R>> columns(List<String> names) {
    return names.stream()
        .flatMap(name -> columns.stream().filter(column -> column.name().equals(name)))
        .toList();
  }
}
