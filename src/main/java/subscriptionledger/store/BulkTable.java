package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table of a JPA entity as bulk statements use it: many rows at once, with one array for each
 * column. Names and types come from the JPA annotations and the fields of the entity, which is
 * their only mapping.
 *
 * @param <R> the entity
 */
public final class BulkTable<R> {
  private final String name;
  private final List<String> key = new ArrayList<>();
  private final List<BulkColumn<R>> columns = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private final Constructor<R> constructor;

  /** A column, and the function that returns its value in a row. */
  public record BulkColumn<R>(String name, Type type, Function<R, @Nullable Object> value) {
    public static <R> BulkColumn<R> number(String name, Function<R, @Nullable Object> value) {
      return new BulkColumn<>(name, Type.NUMBER, value);
    }
  }

  /** The types of columns; {@link BulkSql} knows their names in each database. */
  public enum Type {
    NUMBER,
    TEXT,
    BYTES;

    static Type of(Class<?> field) {
      if (field == long.class || field == Long.class) {
        return NUMBER;
      }
      return field == byte[].class ? BYTES : TEXT;
    }
  }

  /** A persistent field. */
  private record Attribute(Class<?> type, VarHandle handle) {
    @Nullable Object get(Object row) {
      Object value = handle.get(row);
      return value instanceof Enum<?> constant ? constant.name() : value;
    }

    void set(Object row, ResultSet result, int column) throws SQLException {
      if (type == long.class) {
        handle.set(row, result.getLong(column));
      } else if (type == Long.class) {
        handle.set(row, result.getObject(column, Long.class));
      } else if (type == byte[].class) {
        handle.set(row, result.getBytes(column));
      } else {
        handle.set(row, text(result.getString(column)));
      }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private @Nullable Object text(@Nullable String text) {
      return text == null || !type.isEnum() ? text : Enum.valueOf((Class<Enum>) type, text);
    }
  }

  private BulkTable(Class<R> entity) throws ReflectiveOperationException {
    name = entity.getAnnotation(Table.class).name();
    constructor = entity.getDeclaredConstructor();
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(entity, MethodHandles.lookup());
    for (Field field : entity.getDeclaredFields()) {
      if (!isPersistent(field)) {
        continue;
      }
      Column column = field.getAnnotation(Column.class);
      String named = column == null ? field.getName() : column.name();
      Attribute attribute = new Attribute(field.getType(), lookup.unreflectVarHandle(field));
      attributes.add(attribute);
      columns.add(new BulkColumn<>(named, Type.of(field.getType()), attribute::get));
      if (field.isAnnotationPresent(Id.class)) {
        key.add(named);
      }
    }
  }

  private static boolean isPersistent(Field field) {
    int modifiers = field.getModifiers();
    return !Modifier.isStatic(modifiers)
        && !Modifier.isTransient(modifiers)
        && !field.isAnnotationPresent(Transient.class);
  }

  /** Returns the table of an entity. */
  static <R> BulkTable<R> of(Class<R> entity) {
    try {
      return new BulkTable<>(entity);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  public String name() {
    return name;
  }

  /** Returns the names of the primary key columns. */
  public List<String> key() {
    return List.copyOf(key);
  }

  List<BulkColumn<R>> columns() {
    return List.copyOf(columns);
  }

  /** Returns the columns with these names, in the same order. */
  List<BulkColumn<R>> columns(List<String> names) {
    return names.stream()
        .flatMap(name -> columns.stream().filter(column -> column.name().equals(name)))
        .toList();
  }

  /** Reads the current row of a result that has the columns of this table in their order. */
  R read(ResultSet result) throws SQLException {
    try {
      R row = constructor.newInstance();
      for (int i = 0; i < attributes.size(); i++) {
        attributes.get(i).set(row, result, i + 1);
      }
      return row;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
