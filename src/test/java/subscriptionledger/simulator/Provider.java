package subscriptionledger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import subscriptionledger.simulator.SimulatedCallback.Manner;

/** Puts callbacks on the wire as the provider does (its documents 34354, 60800, 60802). */
final class Provider {
  /** The provider waits no longer for an answer. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Options options;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Provider(Options options) {
    this.options = options;
  }

  HttpClient client() {
    return client;
  }

  HttpRequest request(SimulatedCallback callback) {
    Happening happening = callback.happening();
    String command =
        happening.kind().equals("SUBSCRIBED")
            ? "OfficialAccount.CallbackAfterAddSubscriber"
            : "OfficialAccount.CallbackAfterDeleteSubscriber";
    String requestTime =
        Long.toString(Instant.now().plusSeconds(options.skewSeconds()).getEpochSecond());
    String token = callback.manner() == Manner.FORGED ? "not-the-token" : options.token();
    String query =
        "callback?SdkAppid="
            + happening.app()
            + "&CallbackCommand="
            + command
            + "&contenttype=json&ClientIP=203.0.113.7&OptPlatform=RESTAPI&Sign="
            + sign(token, requestTime)
            + "&RequestTime="
            + requestTime;
    String body = body(command, happening);
    return HttpRequest.newBuilder(URI.create(options.url() + query))
        .timeout(PATIENCE)
        .POST(
            BodyPublishers.ofString(
                callback.manner() == Manner.MALFORMED
                    ? body.substring(0, body.length() / 2)
                    : body))
        .build();
  }

  private static String body(String command, Happening happening) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    happening
        .subscribers()
        .forEach(
            subscriber ->
                list.add(Json.createObjectBuilder().add("Subscriber_Account", subscriber)));
    return Json.createObjectBuilder()
        .add("CallbackCommand", command)
        .add("Official_Account", happening.account())
        .add("Operator_Account", "administrator")
        .add("SubscribeAccountList", list)
        .add("EventTime", happening.eventTime())
        .build()
        .toString();
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
