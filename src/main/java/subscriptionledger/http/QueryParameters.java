package subscriptionledger.http;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads and checks parameters according to the annotations of JAX-RS. */
public final class QueryParameters {
  private QueryParameters() {}

  /** Returns the annotated parameters of a resource method and of its beans. */
  public static List<AnnotatedElement> of(Method method) {
    return Arrays.stream(method.getParameters())
        .flatMap(
            parameter ->
                parameter.isAnnotationPresent(BeanParam.class)
                    ? fields(parameter.getType())
                    : Stream.of(parameter))
        .toList();
  }

  /** Returns the fields of a bean, also those that it inherits. */
  public static Stream<Field> fields(Class<?> bean) {
    return Stream.<Class<?>>iterate(bean, Objects::nonNull, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()));
  }

  /**
   * Checks a query.
   *
   * @param declared the annotated parameters
   * @throws ProblemException if a parameter is unknown, repeated or invalid
   */
  public static void check(
      Map<String, List<String>> query, List<? extends AnnotatedElement> declared) {
    Map<String, Class<?>> types = new HashMap<>();
    declared.forEach(element -> name(element).forEach(name -> types.put(name, type(element))));
    query.forEach(
        (name, values) -> {
          if (!types.containsKey(name)) {
            throw bad(name, "is unknown");
          }
          if (values.size() > 1) {
            throw bad(name, "is given more than once");
          }
        });
    types.forEach(
        (name, type) ->
            query
                .getOrDefault(name, List.of())
                .forEach(text -> ParameterConverters.parse(type, name, text)));
  }

  private static Stream<String> name(AnnotatedElement element) {
    return Stream.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value);
  }

  public static Class<?> type(AnnotatedElement element) {
    return element instanceof Parameter parameter
        ? parameter.getType()
        : ((Field) element).getType();
  }

  /**
   * Reads the parameters of a request that JAX-RS does not process.
   *
   * @param bean a new bean, whose annotated fields are set
   * @throws ProblemException if a parameter is unknown, repeated or invalid
   */
  public static <T> T read(T bean, Map<String, List<String>> query) {
    List<Field> fields = fields(bean.getClass()).toList();
    check(query, fields);
    fields.forEach(
        field ->
            name(field)
                .forEach(
                    name ->
                        query
                            .getOrDefault(name, List.of())
                            .forEach(text -> set(bean, field, name, text))));
    return bean;
  }

  private static void set(Object bean, Field field, String name, String text) {
    try {
      // As JAX-RS does.
      field.setAccessible(true);
      field.set(bean, ParameterConverters.parse(field.getType(), name, text));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the number of items on a page.
   *
   * @throws ProblemException if the limit is 0 or exceeds the maximum
   */
  public static int limit(long limit, int most) {
    if (limit < 1 || limit > most) {
      throw bad("limit", "must be from 1 to " + most);
    }
    return (int) limit;
  }

  /** Refuses a byte order mark for a format other than CSV. */
  public static void refuseBom(boolean bom) {
    if (bom) {
      throw bad("bom", "requires Accept: text/csv");
    }
  }

  public static ProblemException bad(String name, String objection) {
    return new ProblemException(Problem.badParameter(name, objection));
  }
}
