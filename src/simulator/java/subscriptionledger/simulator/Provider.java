package subscriptionledger.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import subscriptionledger.simulator.SimulatedCallback.Content;

/** Puts callbacks on the wire as the provider does (its documents 34354 and 60796 to 60802). */
final class Provider {
  /** What is said of a callback that was not answered because there is nobody. */
  static final String CONNECTION_LOST = "connection lost";

  /** The provider waits no longer for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String TOO_LATE = "none within " + PATIENCE.toSeconds() + " s";
  private static final String HUNG_UP = "hung up";

  /** A slow sender sends its body in so many parts. */
  private static final int PARTS = 5;

  private static final Map<String, String> COMMANDS =
      Map.of(
          "SUBSCRIBED", "OfficialAccount.CallbackAfterAddSubscriber",
          "UNSUBSCRIBED", "OfficialAccount.CallbackAfterDeleteSubscriber",
          "ACCOUNT_CREATED", "OfficialAccount.CallbackAfterCreateOfficialAccount",
          "ACCOUNT_CHANGED", "OfficialAccount.CallbackAfterOfficialAccountInfoChanged",
          "ACCOUNT_DESTROYED", "OfficialAccount.CallbackAfterOfficialAccountDestroyed",
          "ACCOUNT_FULL", "OfficialAccount.CallbackAfterOfficialAccountFull");

  private static final Map<String, String> FIELDS =
      Map.of(
          "name", "Name",
          "owner", "Owner_Account",
          "introduction", "Introduction",
          "faceUrl", "FaceUrl",
          "organization", "Organization");

  /** Without it, the status 200 alone is no OK. */
  private static final String OK =
      """
      {"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}""";

  private static final String WITHOUT_OK = "200 without OK";

  private final Options options;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Provider(Options options) {
    this.options = options;
  }

  /** How the callback was answered: the HTTP status, or what went wrong. */
  String send(URI ledger, SimulatedCallback callback) throws InterruptedException {
    URI uri = URI.create(ledger + "callback?" + query(callback));
    byte[] body = body(callback);
    try {
      return switch (callback.sending()) {
        case ORDINARY, TWICE -> sendOrdinarily(uri, body);
        case SLOW -> sendSlowly(uri, body);
        case CUT -> sendAndHangUp(uri, body);
      };
    } catch (HttpTimeoutException | SocketTimeoutException e) {
      return TOO_LATE;
    } catch (IOException e) {
      return CONNECTION_LOST;
    }
  }

  private String sendOrdinarily(URI uri, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return answer(response.statusCode(), response.body());
  }

  /**
   * A server that stops may end a request with the status 200 and nothing, because nobody has set
   * another one: the provider takes that for a failure.
   */
  private static String answer(int status, String body) {
    return status == 200 && !body.equals(OK) ? WITHOUT_OK : Integer.toString(status);
  }

  private String sendSlowly(URI uri, byte[] body) throws IOException, InterruptedException {
    try (Socket socket = connect(uri)) {
      OutputStream out = socket.getOutputStream();
      out.write(head(uri, body.length));
      int part = body.length / PARTS + 1;
      for (int from = 0; from < body.length; from += part) {
        if (from > 0) {
          TimeUnit.MILLISECONDS.sleep(options.faults().slowPauseMillis());
        }
        out.write(Arrays.copyOfRange(body, from, Math.min(body.length, from + part)));
      }
      return answer(socket);
    }
  }

  private String sendAndHangUp(URI uri, byte[] body) throws IOException, InterruptedException {
    try (Socket socket = connect(uri)) {
      socket.getOutputStream().write(head(uri, body.length));
      socket.getOutputStream().write(body);
      TimeUnit.MILLISECONDS.sleep(options.faults().cutAfterMillis());
      return HUNG_UP;
    }
  }

  private static Socket connect(URI uri) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) PATIENCE.toMillis());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static byte[] head(URI uri, int bodyLength) {
    return "POST %s?%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        .formatted(uri.getRawPath(), uri.getRawQuery(), uri.getAuthority(), bodyLength)
        .getBytes(US_ASCII);
  }

  private static String answer(Socket socket) throws IOException {
    String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
    if (!all.startsWith("HTTP/1.1 ")) {
      throw new IOException("no answer in HTTP");
    }
    int status = Integer.parseInt(all.split(" ", 3)[1]);
    // Its length is announced, or it comes in chunks, with their sizes on lines of their own.
    boolean ok = all.lines().anyMatch(OK::equals);
    return answer(status, ok ? OK : "");
  }

  private String query(SimulatedCallback callback) {
    String requestTime =
        Long.toString(Instant.now().plusSeconds(options.faults().skewSeconds()).getEpochSecond());
    String token =
        callback.content() == Content.FORGED ? "not-the-token" : options.target().token();
    return "SdkAppid="
        + callback.happening().app()
        + "&CallbackCommand="
        + COMMANDS.get(callback.happening().kind())
        + "&contenttype=json&ClientIP=203.0.113.7&OptPlatform=RESTAPI&Sign="
        + sign(token, requestTime)
        + "&RequestTime="
        + requestTime;
  }

  private static byte[] body(SimulatedCallback callback) {
    byte[] body = body(callback.happening()).getBytes(UTF_8);
    return callback.content() == Content.MALFORMED ? Arrays.copyOf(body, body.length / 2) : body;
  }

  private static String body(Happening happening) {
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("CallbackCommand", COMMANDS.get(happening.kind()))
            .add("Official_Account", happening.account());
    if (!happening.subscribers().isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      for (String subscriber : happening.subscribers()) {
        list.add(Json.createObjectBuilder().add("Subscriber_Account", subscriber));
      }
      body.add("Operator_Account", "administrator").add("SubscribeAccountList", list);
    }
    happening.detail().forEach((field, text) -> body.add(FIELDS.get(field), text));
    return body.add("EventTime", happening.eventTime()).build().toString();
  }

  private static String sign(String token, String requestTime) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest((token + requestTime).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
