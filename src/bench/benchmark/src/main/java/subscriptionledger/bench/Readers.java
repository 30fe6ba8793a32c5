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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How long the API takes to answer, one question after another, on a ledger that is filled. */
final class Readers {
  private static final int TIMES = 200;
  private static final int WARM_UP = 200;

  /** A part of the answer that the states are behind the entries, which no other 503 has. */
  private static final String BEHIND = "urn:subscription-ledger:problem:behind";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String app;

  Readers(int port) {
    app = "http://127.0.0.1:%d/subscription-ledger/api/v1/apps/%d".formatted(port, Provider.APP);
  }

  /**
   * How long answers took, in milliseconds.
   *
   * @param all how many there were
   * @param behind how many of them said that the states are behind the entries
   */
  record Answers(double median, double p99, double max, int all, int behind) {
    static Answers of(List<Answer> answers) {
      List<Double> sorted = answers.stream().map(Answer::millis).sorted().toList();
      int size = sorted.size();
      return new Answers(
          sorted.get(size / 2),
          sorted.get(size * 99 / 100),
          sorted.get(size - 1),
          size,
          (int) answers.stream().filter(Answer::isBehind).count());
    }
  }

  private record Answer(boolean isBehind, double millis) {}

  /**
   * Measures each question.
   *
   * @param entries how many are in the ledger, spread over the last year
   */
  Map<String, Answers> measure(long entries) throws IOException, InterruptedException {
    Instant halfAYearAgo = Instant.now().minus(Duration.ofDays(182));
    String account = account(7);
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
    answers.put(
        "1,000 states of an account as of half a year ago",
        measure(i -> account + "/subscriptions?limit=1000&asOf=" + halfAYearAgo));
    answers.put(
        "the state as of half a year ago of a user with 10,000 entries",
        measure(i -> account(5) + "/subscriptions/" + FilledLedger.BUSY + "?asOf=" + halfAYearAgo));
    answers.put(
        "1,000 entries of a user with 10,000 entries",
        measure(i -> app + "/entries?limit=1000&subscriber=" + FilledLedger.BUSY));
    answers.put("statistics of 24 hours by the hour", measure(day(halfAYearAgo, "PT1H")));
    answers.put("statistics of 24 hours by the minute", measure(day(halfAYearAgo, "PT1M")));
    return answers;
  }

  /** Measures the state of one user after another while 128 connections send callbacks. */
  Answers statesWhileRecording(ServerVariant server, int seconds) throws Exception {
    CompletableFuture<Void> load =
        CompletableFuture.runAsync(
            () -> {
              try {
                server.send(new Load(128, 2, seconds));
              } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; !load.isDone(); i++) {
      answers.add(ask(account(7) + "/subscriptions/" + user(i)));
    }
    load.join();
    return Answers.of(answers);
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

  private String account(int number) {
    return app + "/accounts/%40TOA%23_account0" + number;
  }

  private static String user(int i) {
    return "user%06d".formatted(i * 7_919 % 1_000_000);
  }

  private Answers measure(Question question) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      answer(question.uri(i % TIMES));
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      answers.add(answer(question.uri(i)));
    }
    return Answers.of(answers);
  }

  /** Asks while nothing is recorded, so that nothing can be behind. */
  private Answer answer(String uri) throws IOException, InterruptedException {
    Answer answer = ask(uri);
    if (answer.isBehind()) {
      throw new IOException(uri + " was answered that the states are behind");
    }
    return answer;
  }

  private Answer ask(String uri) throws IOException, InterruptedException {
    long began = System.nanoTime();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(uri)).header("Authorization", WildFly.VIEWER).build(),
            HttpResponse.BodyHandlers.ofString());
    double millis = (System.nanoTime() - began) / 1e6;
    boolean isBehind = answer.statusCode() == 503 && answer.body().contains(BEHIND);
    if (answer.statusCode() != 200 && !isBehind) {
      throw new IOException(uri + " was answered " + answer.statusCode());
    }
    return new Answer(isBehind, millis);
  }
}
