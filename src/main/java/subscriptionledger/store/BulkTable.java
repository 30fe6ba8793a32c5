package subscriptionledger.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table as the write path fills it: many rows at once, with one array for each column.
 *
 * @param <R> the type that holds a row
 * @param key the names of the primary key columns
 */
record BulkTable<R>(String name, List<String> key, List<BulkColumn<R>> columns) {

  /** A column, and the function that returns its value in a row. */
  record BulkColumn<R>(String name, Type type, Function<R, @Nullable Object> value) {

    static <R> BulkColumn<R> number(String name, Function<R, @Nullable Object> value) {
      return new BulkColumn<>(name, Type.NUMBER, value);
    }

    static <R> BulkColumn<R> text(String name, Function<R, @Nullable Object> value) {
      return new BulkColumn<>(name, Type.TEXT, value);
    }

    static <R> BulkColumn<R> bytes(String name, Function<R, @Nullable Object> value) {
      return new BulkColumn<>(name, Type.BYTES, value);
    }
  }

  /** The types of columns; {@link DatabaseProduct} knows their names in each database. */
  enum Type {
    NUMBER,
    TEXT,
    BYTES
  }

  /** Returns the columns with these names, in the same order. */
  List<BulkColumn<R>> columns(List<String> names) {
    return names.stream()
        .flatMap(name -> columns.stream().filter(column -> column.name().equals(name)))
        .toList();
  }
}
