package subscriptionledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/** What follows the ledger of one of the product's servers, as its API tells it. */
final class Followers {
  private static final Pattern LAG = Pattern.compile("\"lag\":(\\d+)");
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int LOOK_MILLIS = 50;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  Followers(int port) {
    request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/subscription-ledger/api/v1/apps/%d/cursors"
                        .formatted(port, Provider.APP)))
            .header("Authorization", WildFly.VIEWER)
            .build();
  }

  /** How many entries the slowest of them has not taken yet. */
  long lag() throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + " was answered " + answer.statusCode());
    }
    return LAG.matcher(answer.body())
        .results()
        .mapToLong(lag -> Long.parseLong(lag.group(1)))
        .max()
        .orElseThrow(() -> new IOException("no cursors: " + answer.body()));
  }

  /** Returns when all of them have taken all entries. */
  void awaitAll() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (lag() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException("what follows the ledger has not caught up");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
