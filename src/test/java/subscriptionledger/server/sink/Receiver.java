package subscriptionledger.server.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subscriptionledger.server.process.ServerProcess;

/** A consumer of a sink: it verifies the signature, and takes or does as it is told. */
final class Receiver implements AutoCloseable {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** A part of an answer that must never be shown to viewers. */
  static final String BODY = "said-by-the-target";

  private final int port = ServerProcess.freePort();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<JsonObject> taken = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private volatile Function<List<JsonObject>, Reply> behaviour = events -> Reply.OK;
  private final AtomicInteger requests = new AtomicInteger();
  private @Nullable HttpServer server;

  Receiver() throws IOException {
    start();
  }

  /** An answer to a batch. */
  record Reply(int status, Map<String, String> headers) {
    static final Reply OK = new Reply(204, Map.of());

    static Reply of(int status) {
      return new Reply(status, Map.of());
    }
  }

  String url() {
    return "http://127.0.0.1:" + port + "/events";
  }

  void start() throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    started.setExecutor(threads);
    started.createContext("/events", this::handle);
    started.start();
    server = started;
  }

  /** Refuses connections from now on. */
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** Answers in another way from now on; what is not answered with 2xx has not been taken. */
  void behave(Function<List<JsonObject>, Reply> next) {
    behaviour = next;
  }

  int requests() {
    return requests.get();
  }

  /** The events that were taken, in the order of their arrival, of one account. */
  synchronized List<JsonObject> taken(String account) {
    return taken.stream().filter(event -> event.getString("subject").equals(account)).toList();
  }

  /** The same of an app. */
  synchronized List<JsonObject> takenOf(long app) {
    return taken.stream()
        .filter(event -> event.getString("source").equals("/apps/" + app))
        .toList();
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      verify(body, exchange);
      List<JsonObject> events = events(body);
      Reply reply = behaviour.apply(events);
      if (reply.status() / 100 == 2) {
        take(events);
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] answer = reply.status() == 204 ? new byte[0] : BODY.getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private synchronized void take(List<JsonObject> events) {
    taken.addAll(events);
  }

  private synchronized void verify(String body, HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    try {
      new Webhook(SECRET).verify(body, headers);
    } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
      problems.add("signature: " + e.getMessage());
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!type.equals("application/cloudevents-batch+json")
        && !type.equals("application/cloudevents+json")) {
      problems.add("content type: " + type);
    }
  }

  private static List<JsonObject> events(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      JsonValue value = reader.readValue();
      return value.getValueType() == JsonValue.ValueType.ARRAY
          ? value.asJsonArray().stream().map(JsonValue::asJsonObject).toList()
          : Stream.of(value.asJsonObject()).toList();
    }
  }

  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }
}
