package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient;

class ConcurrencyIT extends LedgerServer {
  private static final int CLIENTS = 64;
  private static final int CALLBACKS = 200;

  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 50;

  /** How often a callback is repeated that a busy server cannot take in time. */
  private static final int PATIENCE = 50;

  /** P2 and P3. */
  @Test
  void recordsEachSubscriberOnceWithoutAGapWhen64ClientsSendTheSame200Callbacks() throws Exception {
    long before = client().head(APP);
    String account = "@TOA#_" + UUID.randomUUID();
    List<String> bodies =
        IntStream.range(0, CALLBACKS)
            .mapToObj(i -> body(DELETE, account, 1670574414000L + i, "jared-" + i, "leckie-" + i))
            .toList();

    ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(executor.submit(client(bodies)));
      }
      for (Future<Integer> accepted : clients) {
        assertThat(accepted.get()).isEqualTo(CALLBACKS);
      }
    } finally {
      executor.shutdownNow();
    }

    List<JsonObject> entries = client().entries(APP, before);
    assertThat(entries)
        .extracting(entry -> entry.getJsonNumber("sequence").longValueExact())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(before + 1, before + 2 * CALLBACKS).boxed().toList());
    assertThat(entries).extracting(entry -> entry.getString("subscriber")).doesNotHaveDuplicates();
  }

  /** Callbacks with late bodies share their connections with readers, as behind a proxy. */
  @Test
  void answersEveryRequestOnAConnectionThatWasUsedForALateBody() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<List<Integer>>> connections = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(executor.submit(this::answersOnOneConnection));
      }
      for (Future<List<Integer>> answers : connections) {
        assertThat(answers.get()).hasSize(3 * ROUNDS).containsOnly(200);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private List<Integer> answersOnOneConnection() throws IOException {
    List<Integer> answers = new ArrayList<>();
    try (KeptConnection connection = new KeptConnection(root())) {
      for (int i = 0; i < ROUNDS; i++) {
        String body = body(DELETE, "@TOA#_" + UUID.randomUUID(), 1670574414000L, "jared");
        answers.add(recordedOrTooBusy(connection.inParts(head(body), body)));
        answers.add(connection.inParts(page()).status());
        answers.add(recordedOrTooBusy(connection.inParts(head(body) + body)));
      }
    }
    return answers;
  }

  /** A busy server may record too late, and says so; here it matters that it answers. */
  private static int recordedOrTooBusy(KeptConnection.RawAnswer answer) {
    return answer.status() == 503 ? 200 : answer.status();
  }

  private static String head(String body) {
    return "POST "
        + root().resolve("callback").getPath()
        + "?"
        + signed(APP, CURRENT_TOKEN, DELETE)
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n";
  }

  private static String page() {
    return "GET "
        + root().resolve("api/v1/apps/" + APP + "/entries").getPath()
        + "?limit=3 HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
        + LedgerClient.authorization("viewer", "viewer")
        + "\r\n\r\n";
  }

  private int report(String body) throws IOException, InterruptedException {
    return client().callback(signed(APP, CURRENT_TOKEN, DELETE), body).status();
  }

  private Callable<Integer> client(List<String> bodies) {
    return () -> {
      int accepted = 0;
      for (String body : bodies) {
        int status = report(body);
        for (int again = 0; status == 503 && again < PATIENCE; again++) {
          status = report(body);
        }
        if (status == 200) {
          accepted++;
        }
      }
      return accepted;
    };
  }
}
