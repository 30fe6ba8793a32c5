package subscriptionledger.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import subscriptionledger.simulator.LedgerFeed;

/** Speaks to a deployed ledger as the provider does, and as a reader of the API does. */
public final class LedgerClient {
  /** Two tokens: {@link #CURRENT_TOKEN} and {@link #PREVIOUS_TOKEN}. */
  public static final long APP = 1400000001L;

  public static final String CURRENT_TOKEN = "current-token";
  public static final String PREVIOUS_TOKEN = "previous-token";

  public static final long OTHER_APP = 1400000002L;
  public static final String OTHER_TOKEN = "other-token";

  /** Authentication is off; and no int could hold it. */
  public static final long OPEN_APP = 3000000003L;

  public static final List<Long> APPS = List.of(APP, OTHER_APP, OPEN_APP);

  public static final String DELETE = "OfficialAccount.CallbackAfterDeleteSubscriber";
  public static final String ADD = "OfficialAccount.CallbackAfterAddSubscriber";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final URI base;
  final HttpClient http;

  public LedgerClient(URI base) {
    this(base, CLIENT);
  }

  public LedgerClient(URI base, HttpClient http) {
    this.base = base;
    this.http = http;
  }

  /** For a test that runs within the server. */
  public static LedgerClient ofThisServer() {
    int port = Integer.getInteger("test.server.http.port");
    return new LedgerClient(URI.create("http://127.0.0.1:" + port + "/subscription-ledger/"));
  }

  /** How the provider was answered. */
  public record Answer(int status, String body, HttpResponse<String> response) {}

  /** How much is recorded of an app. */
  public record Recorded(long head, int quarantined) {}

  public static String query(long app, String command) {
    return "SdkAppid=" + app + "&CallbackCommand=" + command + "&contenttype=json";
  }

  /** The same, signed now. */
  public static String signed(long app, String token, String command) {
    return query(app, command) + "&" + signature(token, Instant.now());
  }

  public static String signature(String token, Instant requestTime) {
    String seconds = Long.toString(requestTime.getEpochSecond());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest((token + seconds).getBytes(UTF_8));
      return "Sign=" + HexFormat.of().formatHex(digest) + "&RequestTime=" + seconds;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A body that lists subscribers. */
  public static String body(String command, String account, long eventTime, String... subscribers) {
    var list = Json.createArrayBuilder();
    for (String subscriber : subscribers) {
      list.add(Json.createObjectBuilder().add("Subscriber_Account", subscriber));
    }
    return Json.createObjectBuilder()
        .add("CallbackCommand", command)
        .add("Official_Account", account)
        .add("Operator_Account", "leckie")
        .add("SubscribeAccountList", list)
        .add("EventTime", eventTime)
        .build()
        .toString();
  }

  public Answer callback(String query, String body, String... headers)
      throws IOException, InterruptedException {
    return callback("callback", query, body.getBytes(UTF_8), headers);
  }

  public Answer callback(String path, String query, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path + (query.isEmpty() ? "" : "?" + query)))
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public Answer method(String method, String query) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("callback?" + query))
            .method(method, BodyPublishers.noBody())
            .build());
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body(), response);
  }

  /** Trusts the server, for another client. */
  public SSLContext sslContext() {
    return http.sslContext();
  }

  public URI uri(String path) {
    return base.resolve(path);
  }

  public HttpResponse<String> get(String path, @Nullable String user, String... headers)
      throws IOException, InterruptedException {
    return request("GET", path, user, headers);
  }

  public HttpResponse<String> request(
      String method, String path, @Nullable String user, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, user).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** What is sent line by line, as it comes. */
  public HttpResponse<Stream<String>> lines(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, "viewer");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofLines());
  }

  private HttpRequest.Builder request(String path, @Nullable String user) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (user != null) {
      request.header("Authorization", authorization(user, user));
    }
    return request;
  }

  /** The value of the header Authorization of a user with that password. */
  public static String authorization(String user, String password) {
    String credentials = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  public JsonObject api(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get("api/v1/" + path, "viewer");
    if (response.statusCode() != 200) {
      throw new IOException(path + " was answered " + response.statusCode());
    }
    return json(response.body());
  }

  public static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** An id as it stands in a query, or in a path where the server takes it. */
  public static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  /** An id as a segment of a path, in the form that every server takes. */
  public static String segment(String id) {
    return "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(UTF_8));
  }

  /** All entries of an app after a number, page by page. */
  public List<JsonObject> entries(long app, long after) throws IOException, InterruptedException {
    return new LedgerFeed(base, http, "viewer", "viewer").entries(app, after);
  }

  public long head(long app) throws IOException, InterruptedException {
    return api("apps/" + app + "/entries?limit=1").getJsonNumber("head").longValueExact();
  }

  /** All that is in an app's quarantine and waits for a decision. */
  public List<JsonObject> quarantine(long app) throws IOException, InterruptedException {
    return quarantine(app, "waiting");
  }

  public List<JsonObject> quarantine(long app, String which)
      throws IOException, InterruptedException {
    List<JsonObject> quarantined = new ArrayList<>();
    long cursor = 0;
    while (true) {
      JsonObject page =
          api("apps/" + app + "/quarantine?limit=100&which=" + which + "&after=" + cursor);
      List<JsonObject> more = page.getJsonArray("deliveries").getValuesAs(JsonObject.class);
      if (more.isEmpty()) {
        return quarantined;
      }
      quarantined.addAll(more);
      cursor = page.getJsonNumber("next").longValueExact();
    }
  }

  /** How much is recorded of each app. */
  public List<Recorded> recorded() throws IOException, InterruptedException {
    List<Recorded> recorded = new ArrayList<>();
    for (long app : APPS) {
      recorded.add(new Recorded(head(app), quarantine(app).size()));
    }
    return recorded;
  }
}
