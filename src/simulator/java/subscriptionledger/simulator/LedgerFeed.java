package subscriptionledger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads all entries of an app from the ledger's API, page by page. */
public final class LedgerFeed {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI ledger;
  private final HttpClient http;
  private final String authorization;

  /** The feed of a ledger, read by a user with the role ledger-viewer. */
  LedgerFeed(URI ledger, String user, String password) {
    this(ledger, CLIENT, user, password);
  }

  /** The same, by a client that trusts it. */
  public LedgerFeed(URI ledger, HttpClient http, String user, String password) {
    this.ledger = ledger;
    this.http = http;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /** The entries with a number above that, in their order. */
  public List<JsonObject> entries(long app, long after) throws IOException, InterruptedException {
    List<JsonObject> entries = new ArrayList<>();
    long cursor = after;
    while (true) {
      JsonObject page = page(app, cursor);
      List<JsonObject> more = page.getJsonArray("entries").getValuesAs(JsonObject.class);
      if (more.isEmpty()) {
        return entries;
      }
      entries.addAll(more);
      cursor = page.getJsonNumber("next").longValueExact();
    }
  }

  private JsonObject page(long app, long after) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                ledger.resolve("api/v1/apps/" + app + "/entries?limit=1000&after=" + after))
            .header("Authorization", authorization)
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("the feed was answered " + response.statusCode());
    }
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }
}
