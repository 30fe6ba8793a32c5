package subscriptionledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subscriptionledger.entries.FeedParameters;
import subscriptionledger.http.QueryParameters;

/** The API document describes the resources: the same paths, methods, parameters and defaults. */
class OpenApiTest {
  private static final String STREAM = "GET /apps/{app}/entries/stream";

  /** Parameters by operation, such as "query limit=100"; without a default, "query after". */
  @Test
  void describesTheResources() throws IOException {
    Map<String, Set<String>> resources = resources();
    // The stream is a servlet filter because JAX-RS would occupy a thread for each client.
    resources.put(
        STREAM,
        Stream.concat(
                Stream.of("path app"),
                QueryParameters.fields(FeedParameters.class).flatMap(OpenApiTest::parameters))
            .collect(Collectors.toCollection(TreeSet::new)));

    assertThat(described()).hasSizeGreaterThan(10).isEqualTo(resources);
  }

  @Test
  void numbersNoSchema() throws IOException {
    assertThat(document().getJsonObject("components").getJsonObject("schemas").keySet())
        .hasSizeGreaterThan(15)
        .noneMatch(name -> name.matches(".*\\d"));
  }

  private static Map<String, Set<String>> resources() {
    Map<String, Set<String>> operations = new TreeMap<>();
    for (Class<?> resource : new ApiApplication().getClasses()) {
      for (Method method : resource.getDeclaredMethods()) {
        String verb =
            method.isAnnotationPresent(GET.class)
                ? "GET"
                : method.isAnnotationPresent(POST.class) ? "POST" : null;
        if (verb != null) {
          Set<String> parameters =
              operations.computeIfAbsent(
                  verb + " " + path(resource) + path(method), key -> new TreeSet<>());
          QueryParameters.of(method).stream()
              .flatMap(OpenApiTest::parameters)
              .forEach(parameters::add);
        }
      }
    }
    // The limit of pages has a default, that of files has none; the document describes the pages.
    operations.values().stream()
        .filter(parameters -> parameters.contains("query limit=100"))
        .forEach(parameters -> parameters.remove("query limit"));
    return operations;
  }

  /** Returns a path without the regular expressions of its variables. */
  private static String path(AnnotatedElement element) {
    Path path = element.getAnnotation(Path.class);
    return path == null
        ? ""
        : "/" + path.value().replaceFirst("^/", "").replaceAll("\\{(\\w+): [^/]*}", "{$1}");
  }

  private static Stream<String> parameters(AnnotatedElement element) {
    return Stream.concat(
        Stream.ofNullable(element.getAnnotation(PathParam.class))
            .map(path -> "path " + path.value()),
        Stream.ofNullable(element.getAnnotation(QueryParam.class))
            .map(query -> parameter("query", query.value(), value(element))));
  }

  /** Returns the default value; WildFly takes the constant of an enum only as Java spells it. */
  private static @Nullable String value(AnnotatedElement element) {
    DefaultValue value = element.getAnnotation(DefaultValue.class);
    return value == null
        ? null
        : QueryParameters.type(element).isEnum()
            ? value.value().toLowerCase(Locale.ROOT)
            : value.value();
  }

  private static String parameter(String in, String name, @Nullable String value) {
    return in + " " + name + (value == null ? "" : "=" + value);
  }

  private static Map<String, Set<String>> described() throws IOException {
    JsonObject document = document();
    Map<String, Set<String>> operations = new TreeMap<>();
    document
        .getJsonObject("paths")
        .forEach(
            (path, methods) ->
                methods
                    .asJsonObject()
                    .forEach(
                        (verb, operation) ->
                            operations.put(
                                verb.toUpperCase(Locale.ROOT) + " " + path,
                                parameters(document, operation.asJsonObject()))));
    return operations;
  }

  private static Set<String> parameters(JsonObject document, JsonObject operation) {
    Collection<JsonValue> parameters =
        operation.getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY).asJsonArray();
    return parameters.stream()
        .map(JsonValue::asJsonObject)
        .map(
            parameter ->
                parameter.containsKey("$ref")
                    ? document.getValue(parameter.getString("$ref").substring(1)).asJsonObject()
                    : parameter)
        .filter(parameter -> !parameter.getString("in").equals("header"))
        .map(
            parameter ->
                parameter(
                    parameter.getString("in"),
                    parameter.getString("name"),
                    text(parameter.getJsonObject("schema").get("default"))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return value == null
        ? null
        : value instanceof JsonString string ? string.getString() : value.toString();
  }

  private static JsonObject document() throws IOException {
    try (JsonReader reader =
        Json.createReader(
            Files.newInputStream(java.nio.file.Path.of("target/openapi/openapi.json")))) {
      return reader.readObject();
    }
  }
}
