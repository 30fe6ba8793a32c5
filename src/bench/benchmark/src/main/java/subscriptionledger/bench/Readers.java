package subscriptionledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long the API takes to answer, one question after another, on a ledger that is filled. */
final class Readers {
  private static final int TIMES = 200;
  private static final int WARM_UP = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String app;

  Readers(int port) {
    app = "http://127.0.0.1:%d/subscription-ledger/api/v1/apps/%d".formatted(port, Provider.APP);
  }

  /** Milliseconds. */
  record Answers(double median, double p99, double max) {}

  /**
   * Measures each question.
   *
   * @param entries how many are in the ledger, spread over the last year
   */
  Map<String, Answers> measure(long entries) throws IOException, InterruptedException {
    Instant halfAYearAgo = Instant.now().minus(Duration.ofDays(182));
    String account = app + "/accounts/%40TOA%23_account07";
    String ofAccount = "account=%40TOA%23_account07&";
    long apart = entries / TIMES / 2;
    Map<String, Answers> answers = new LinkedHashMap<>();
    answers.put("a page of 100 entries", measure(i -> app + "/entries?after=" + i * apart));
    answers.put(
        "a page of 100 entries of one account",
        measure(i -> app + "/entries?" + ofAccount + "after=" + i * apart));
    answers.put("all entries of one user", measure(i -> app + "/entries?subscriber=" + user(i)));
    answers.put("one state", measure(i -> account + "/subscriptions/" + user(i)));
    answers.put(
        "one state as of half a year ago",
        measure(i -> account + "/subscriptions/" + user(i) + "?asOf=" + halfAYearAgo));
    answers.put(
        "100 states of an account as of half a year ago",
        measure(i -> account + "/subscriptions?asOf=" + halfAYearAgo + "&after=" + user(i)));
    answers.put("statistics of 24 hours by the hour", measure(day(halfAYearAgo, "PT1H")));
    answers.put("statistics of 24 hours by the minute", measure(day(halfAYearAgo, "PT1M")));
    return answers;
  }

  private Question day(Instant since, String interval) {
    return i ->
        "%s/statistics?interval=%s&from=%s&to=%s"
            .formatted(
                app,
                interval,
                since.plus(Duration.ofHours(i)),
                since.plus(Duration.ofHours(i + 24L)));
  }

  /** The address of the i-th question of a kind. */
  private interface Question {
    String uri(int i);
  }

  private static String user(int i) {
    return "user%06d".formatted(i * 7_919 % 1_000_000);
  }

  private Answers measure(Question question) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      ask(question.uri(i % TIMES));
    }
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long began = System.nanoTime();
      ask(question.uri(i));
      millis.add((System.nanoTime() - began) / 1e6);
    }
    List<Double> sorted = millis.stream().sorted().toList();
    return new Answers(sorted.get(TIMES / 2), sorted.get(TIMES * 99 / 100), sorted.get(TIMES - 1));
  }

  private void ask(String uri) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(uri)).header("Authorization", WildFly.VIEWER).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(uri + " was answered " + answer.statusCode());
    }
  }
}
