package subscriptionledger.server.api;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The document of the API (OpenAPI 3.1), and what it says of answers. */
final class OpenApiDocument {
  private static final String SCHEMAS = "#/components/schemas/";

  private final JsonObject document;
  private final JsonObject strictSchemas;

  OpenApiDocument(JsonObject document) {
    this.document = document;
    this.strictSchemas = strict(document.getJsonObject("components").getJsonObject("schemas"));
  }

  /** One operation of a path. */
  record Operation(String method, String path, JsonObject description) {
    String id() {
      return description.getString("operationId");
    }
  }

  /** All operations by their ids. */
  Map<String, Operation> operations() {
    return document.getJsonObject("paths").entrySet().stream()
        .flatMap(
            path ->
                path.getValue().asJsonObject().entrySet().stream()
                    .map(
                        method ->
                            new Operation(
                                method.getKey(), path.getKey(), method.getValue().asJsonObject())))
        .collect(
            Collectors.toMap(
                Operation::id,
                operation -> operation,
                (one, other) -> {
                  throw new IllegalStateException("two operations are called " + one.id());
                },
                TreeMap::new));
  }

  Operation operation(String id) {
    return Objects.requireNonNull(operations().get(id), id);
  }

  /** The names of an operation's parameters that stand in the query. */
  Set<String> queryParameters(Operation operation) {
    return operation
        .description()
        .getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY)
        .asJsonArray()
        .stream()
        .map(parameter -> resolved(parameter.asJsonObject()))
        .filter(parameter -> parameter.getString("in").equals("query"))
        .map(parameter -> parameter.getString("name"))
        .collect(Collectors.toSet());
  }

  /** What an operation's answers of a status hold, by their media types. */
  JsonObject content(Operation operation, int status) {
    JsonObject responses = operation.description().getJsonObject("responses");
    JsonObject response = responses.getJsonObject(Integer.toString(status));
    if (response == null) {
      throw new IllegalStateException(operation.id() + " is not described as answering " + status);
    }
    return resolved(response).getOrDefault("content", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
  }

  /** All contents of the answers that operations share. */
  Stream<JsonObject> sharedContents() {
    return document.getJsonObject("components").getJsonObject("responses").values().stream()
        .map(response -> response.asJsonObject().get("content"))
        .filter(content -> content != null)
        .flatMap(content -> content.asJsonObject().values().stream())
        .map(JsonValue::asJsonObject);
  }

  /**
   * What is wrong with a value, by a schema of the document; what the schema does not name is wrong
   * here too, though clients must put up with it.
   */
  List<Error> objections(JsonObject schema, String json) {
    JsonObject whole =
        Json.createObjectBuilder(definitions(schema)).add("$defs", strictSchemas).build();
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(whole.toString(), InputFormat.JSON);
    return compiled.validate(
        json,
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private JsonObject resolved(JsonObject component) {
    if (!component.containsKey("$ref")) {
      return component;
    }
    return document.getValue(component.getString("$ref").substring(1)).asJsonObject();
  }

  private static JsonObject strict(JsonObject schemas) {
    JsonObjectBuilder strict = Json.createObjectBuilder();
    schemas.forEach(
        (name, schema) -> {
          JsonObject moved = definitions(schema.asJsonObject());
          strict.add(
              name,
              moved.containsKey("properties")
                  ? Json.createObjectBuilder(moved).add("additionalProperties", false).build()
                  : moved);
        });
    return strict.build();
  }

  /** The same, with references to where the schemas stand in a schema of its own. */
  private static JsonObject definitions(JsonObject schema) {
    JsonObjectBuilder moved = Json.createObjectBuilder();
    schema.forEach((key, value) -> moved.add(key, definitions(key, value)));
    return moved.build();
  }

  private static JsonValue definitions(String key, JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> definitions(value.asJsonObject());
      case STRING ->
          key.equals("$ref")
              ? Json.createValue(((JsonString) value).getString().replace(SCHEMAS, "#/$defs/"))
              : value;
      default -> value;
    };
  }
}
