package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.json;
import static subscriptionledger.server.client.LedgerClient.segment;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.api.OpenApiDocument.Operation;

/** What the document of the API says is what the API does. */
@OnH2
class OpenApiIT extends LedgerServer {
  private static final String NOBODY = "1";

  private static final long EVENT_TIME = 1_767_225_600_000L;

  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void isServedToEverybody() throws Exception {
    HttpResponse<String> answer = client().get("openapi.json", null);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(json(answer.body()).getString("openapi")).startsWith("3.1");
    // From the root: generated clients take a relative path for the name of a host.
    assertThat(json(answer.body()).getJsonArray("servers").getJsonObject(0).getString("url"))
        .isEqualTo(client().uri("api/v1").getPath());
  }

  @Test
  void describesWhatIsAnswered() throws Exception {
    OpenApiDocument document = document();
    recordSomething();
    long quarantined = quarantined();
    long another = quarantined();
    Map<String, String> paths = OpenApiPaths.all(account, quarantined, another);
    Map<String, Operation> operations = document.operations();

    assertThat(operations.keySet()).isEqualTo(paths.keySet());
    for (Operation operation : operations.values()) {
      String path = Objects.requireNonNull(paths.get(operation.id()));
      if (operation.id().equals("streamEntries")) {
        assertThat(document.content(operation, 200).keySet()).containsExactly("text/event-stream");
      } else {
        int expected = Map.of("replay", 409, "rebuild", 202).getOrDefault(operation.id(), 200);
        assertDescribed(document, operation, path, expected);
      }
      assertDescribed(document, operation, path + "?nonsense=1", 400);
      assertDescribed(document, operation, path, 401, null);
      assertDescribed(document, operation, path, 403, "nobody");
      if (path.contains("/")) {
        String elsewhere = path.replaceFirst("(apps|sinks)/[^/]+", "$1/" + NOBODY);
        assertDescribed(document, operation, elsewhere, 404);
      }
    }
  }

  @Test
  void describesFiles() throws Exception {
    OpenApiDocument document = document();
    recordSomething();

    for (String operation : List.of("listEntries", "listSubscriptions")) {
      String path =
          operation.equals("listEntries")
              ? "apps/" + APP + "/entries"
              : accountPath() + "/subscriptions";
      for (String type : List.of("text/csv", "application/x-ndjson")) {
        HttpResponse<String> file = client().get("api/v1/" + path, "viewer", "Accept", type);

        assertThat(file.statusCode()).isEqualTo(200);
        JsonObject content = document.content(document.operation(operation), 200);
        assertThat(content).containsKey(type);
        // Its first line is the same for all of them.
        if (type.equals("text/csv")) {
          assertThat(example(content.getJsonObject(type)).lines().findFirst())
              .isEqualTo(file.body().lines().findFirst());
        }
      }
    }
  }

  /** Each parameter that an operation takes is described, and no other is. */
  @Test
  void describesTheParameters() throws Exception {
    OpenApiDocument document = document();
    recordSomething();
    Map<String, Operation> operations = document.operations();
    Map<String, String> paths =
        Map.of(
            "listApps", "apps",
            "listEntries", "apps/" + APP + "/entries",
            "getEntry", "apps/" + APP + "/entries/1",
            "listAccounts", "apps/" + APP + "/accounts",
            "getAccount", "apps/" + APP + "/accounts/" + segment(account),
            "listSubscriptions", accountPath() + "/subscriptions",
            "getSubscription", accountPath() + "/subscriptions/leckie",
            "listSubscriptionsOfSubscriber", "apps/" + APP + "/subscribers/leckie/subscriptions",
            "getStatistics", "apps/" + APP + "/statistics",
            "listQuarantine", "apps/" + APP + "/quarantine");
    Set<String> names =
        operations.values().stream()
            .flatMap(operation -> document.queryParameters(operation).stream())
            .collect(Collectors.toCollection(TreeSet::new));

    for (Map.Entry<String, String> path : paths.entrySet()) {
      Set<String> taken = new TreeSet<>();
      for (String name : names) {
        HttpResponse<String> answer =
            client().get("api/v1/" + path.getValue() + "?" + name + "=%21", "viewer");
        if (!answer.body().contains("is unknown")) {
          taken.add(name);
        }
      }
      assertThat(taken)
          .as(path.getKey())
          .isEqualTo(document.queryParameters(document.operation(path.getKey())));
    }
  }

  @Test
  void givesExamplesThatAreRight() throws Exception {
    OpenApiDocument document = document();
    List<JsonObject> contents =
        document
            .sharedContents()
            .filter(content -> content.getJsonObject("schema").containsKey("$ref"))
            .toList();

    assertThat(contents).hasSizeGreaterThan(10);
    for (JsonObject content : contents) {
      assertThat(content.getJsonObject("examples")).isNotEmpty();
      content
          .getJsonObject("examples")
          .forEach(
              (name, example) ->
                  assertThat(
                          document.objections(
                              content.getJsonObject("schema"),
                              example.asJsonObject().getValue("/value").toString()))
                      .as(name)
                      .isEmpty());
    }
  }

  private void assertDescribed(
      OpenApiDocument document, Operation operation, String path, int status) throws Exception {
    assertDescribed(document, operation, path, status, "operator");
  }

  private void assertDescribed(
      OpenApiDocument document, Operation operation, String path, int status, @Nullable String user)
      throws Exception {
    HttpResponse<String> answer =
        client().request(operation.method().toUpperCase(Locale.ROOT), "api/v1/" + path, user);
    String described = operation.id() + ": " + answer.body();

    assertThat(answer.statusCode()).as(described).isEqualTo(status);
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonObject content = document.content(operation, status);
    assertThat(content).as(described).containsKey(type);
    assertThat(
            document.objections(content.getJsonObject(type).getJsonObject("schema"), answer.body()))
        .as(described)
        .isEmpty();
  }

  private static String example(JsonObject content) {
    return content
        .getJsonObject("examples")
        .values()
        .iterator()
        .next()
        .asJsonObject()
        .getString("value");
  }

  private OpenApiDocument document() throws Exception {
    return new OpenApiDocument(json(client().get("openapi.json", null).body()));
  }

  private String accountPath() {
    return "apps/" + APP + "/accounts/" + segment(account);
  }

  /** An account with all that can be known of it, a subscriber, and somebody who left. */
  private void recordSomething() throws Exception {
    String created = "OfficialAccount.CallbackAfterCreateOfficialAccount";
    report(
        created,
        """
        {"CallbackCommand":"%s","Official_Account":"%s","Owner_Account":"leckie","Name":"News","EventTime":%d}"""
            .formatted(created, account, EVENT_TIME));
    report(ADD, account, EVENT_TIME + 1, "leckie", "jared");
    report(DELETE, account, EVENT_TIME + 2, "jared");
  }

  private long quarantined() throws Exception {
    assertThat(client().callback(signed(APP, CURRENT_TOKEN, DELETE), "no json").status())
        .isEqualTo(400);
    List<JsonObject> waiting = client().quarantine(APP);
    return waiting.get(waiting.size() - 1).getJsonNumber("delivery").longValueExact();
  }
}
