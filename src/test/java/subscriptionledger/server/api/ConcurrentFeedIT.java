package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.SseReader;

/** The entries as readers follow them while many callbacks come in. */
class ConcurrentFeedIT extends LedgerServer {
  private static final long T1 = Instant.parse("2026-01-01T00:00:01.000Z").toEpochMilli();
  private static final int WRITERS = 64;
  private static final int CALLBACKS = 20;

  private final String account = "@TOA#_" + UUID.randomUUID();

  /** P3: each number once, in order, by pages and by a stream, while others write. */
  @Test
  @DisabledIfSystemProperty(
      named = "arquillian.launch",
      matches = "glassfish",
      disabledReason = "GlassFish's pool fails under load: see server-config/glassfish")
  void p3TellsReadersOfEachEntryOnceWhile64Write() throws Exception {
    long before = client().head(OTHER_APP);
    long last = before + (long) WRITERS * CALLBACKS * 2;
    ExecutorService executor = Executors.newFixedThreadPool(WRITERS + 2);
    try {
      Future<List<Long>> streamed = executor.submit(() -> streamed(before, last));
      Future<List<Long>> fed = executor.submit(() -> fed(before, last));
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(
            executor.submit(
                () -> {
                  write(writer);
                  return null;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }

      List<Long> all = LongStream.rangeClosed(before + 1, last).boxed().toList();
      assertThat(fed.get()).isEqualTo(all);
      assertThat(streamed.get()).isEqualTo(all);
    } finally {
      executor.shutdownNow();
    }
  }

  /** A server that is too slow at the moment says so, and is asked again. */
  private void write(int writer) throws Exception {
    for (int i = 0; i < CALLBACKS; i++) {
      String body = body(DELETE, account, T1 + i, "jared-" + writer, "leckie-" + writer);
      while (client().callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body).status() == 503) {
        Thread.onSpinWait();
      }
    }
  }

  private List<Long> fed(long after, long last) throws Exception {
    List<Long> sequences = new ArrayList<>();
    long cursor = after;
    while (cursor < last) {
      JsonObject page =
          client().api("apps/" + OTHER_APP + "/entries?wait=PT30S&limit=100&after=" + cursor);
      sequences.addAll(sequences(page));
      cursor = page.getInt("next");
    }
    return sequences;
  }

  private List<Long> streamed(long after, long last) throws Exception {
    List<Long> sequences = new ArrayList<>();
    try (SseReader stream =
        new SseReader(client(), "apps/" + OTHER_APP + "/entries/stream?after=" + after)) {
      while (sequences.isEmpty() || sequences.get(sequences.size() - 1) < last) {
        sequences.add(stream.next().id());
      }
    }
    return sequences;
  }

  private static List<Long> sequences(JsonObject page) {
    return page.getJsonArray("entries").getValuesAs(JsonObject.class).stream()
        .map(entry -> entry.getJsonNumber("sequence").longValueExact())
        .toList();
  }
}
