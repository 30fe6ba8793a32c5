package subscriptionledger.server.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.json;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.server.sink.Receiver.Reply;

/** A server with a sink of the type http, and its target; started once for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpSink {
  static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long T1 = 1_767_225_600_000L;

  Receiver receiver;
  ServerProcess server;
  LedgerClient client;
  String account = "";

  @BeforeAll
  void start() throws Exception {
    receiver = new Receiver();
    server =
        new ServerProcess(
            "httpsink",
            ProcessDatabase.ofSuite("httpsink", ServerProcess.home("httpsink")),
            "-Dledger.sinks=crm",
            "-Dledger.sink.crm.type=http",
            "-Dledger.sink.crm.url=" + receiver.url(),
            "-Dledger.sink.crm.secrets=" + Receiver.SECRET + ",d2FzIHJvdGF0ZWQ=",
            "-Dledger.sink.crm.header.X-Tenant=tencent",
            "-Dledger.sink.crm.kinds=subscribed",
            "-Dledger.sink.crm.retry-max=PT2S");
    server.start();
    client = new LedgerClient(server.url());
    Await.until(
        "the sink has a position for each app",
        LIMIT,
        () -> sink().getJsonArray("apps").size() == LedgerClient.APPS.size());
  }

  @BeforeEach
  void heal() {
    account = "@TOA#_" + UUID.randomUUID();
    receiver.behave(events -> Reply.OK);
  }

  @AfterAll
  void end() {
    server.close();
    receiver.close();
  }

  void awaitTaken(int number) throws Exception {
    Await.until(number + " are taken", LIMIT, () -> receiver.taken(account).size() >= number);
    assertThat(receiver.taken(account)).hasSize(number);
  }

  void report(String command, int first, int number) throws Exception {
    String[] subscribers = new String[number];
    for (int i = 0; i < number; i++) {
      subscribers[i] = "subscriber-" + (first + i);
    }
    String callback = body(command, account, T1 + first, subscribers);
    assertThat(client.callback(signed(APP, CURRENT_TOKEN, command), callback).status())
        .isEqualTo(200);
  }

  JsonObject sink() throws Exception {
    return client.api("sinks/crm");
  }

  JsonObject progress() throws Exception {
    return sink().getJsonArray("apps").stream()
        .map(value -> value.asJsonObject())
        .filter(app -> app.getInt("app") == APP)
        .findFirst()
        .orElseThrow();
  }

  String status() throws Exception {
    return progress().getString("status");
  }

  List<JsonObject> deadLetters() throws Exception {
    return json(get("operator", "api/v1/sinks/crm/apps/" + APP + "/dead-letters").body())
        .getJsonArray("deadLetters")
        .stream()
        .map(value -> value.asJsonObject())
        .toList();
  }

  List<JsonObject> attempts() throws Exception {
    return json(get("operator", "api/v1/sinks/crm/apps/" + APP + "/attempts?limit=50").body())
        .getJsonArray("attempts")
        .getValuesAs(JsonObject.class);
  }

  List<String> events() throws Exception {
    return attempts().stream().map(attempt -> attempt.getString("event")).toList();
  }

  String health() throws Exception {
    Thread.sleep(3_000);
    return get(null, "health/ready").body();
  }

  HttpResponse<String> get(@Nullable String user, String path) throws Exception {
    return client.get(path, user);
  }

  int post(String user, String path) throws Exception {
    return client.request("POST", "api/v1/sinks/crm/" + path, user).statusCode();
  }
}
