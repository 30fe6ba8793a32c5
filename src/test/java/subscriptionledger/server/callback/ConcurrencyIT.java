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

class ConcurrencyIT extends LedgerServer {
  private static final int CLIENTS = 64;
  private static final int CALLBACKS = 200;

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
