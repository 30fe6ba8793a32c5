package subscriptionledger.server.failure;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.SseReader;

/**
 * A reader that follows an app's entries from the first one on, and comes again when its server is
 * away, as a program that keeps another system in step would.
 */
final class Follower {
  private final LedgerClient client;
  private final long app;
  private final AtomicLong last = new AtomicLong(Long.MAX_VALUE);

  Follower(LedgerClient client, long app) {
    this.client = client;
    this.app = app;
  }

  /** Tells which entry is the last. */
  void end(long sequence) {
    last.set(sequence);
  }

  /** Page by page, waiting for the next: returns the numbers of the entries as they came. */
  Callable<List<Long>> byPages() {
    return () -> {
      List<Long> seen = new ArrayList<>();
      long cursor = 0;
      while (cursor < last.get()) {
        try {
          JsonObject page =
              client.api("apps/" + app + "/entries?wait=PT1S&limit=1000&after=" + cursor);
          page.getJsonArray("entries").getValuesAs(JsonObject.class).stream()
              .map(entry -> entry.getJsonNumber("sequence").longValueExact())
              .forEach(seen::add);
          cursor = page.getJsonNumber("next").longValueExact();
        } catch (IOException e) {
          Thread.sleep(100); // Its server is away.
        }
      }
      return seen;
    };
  }

  /** By a stream, and by the next one from where the last one broke off. */
  Callable<List<Long>> byStreams() {
    return () -> {
      List<Long> seen = new ArrayList<>();
      while (seen.isEmpty() || seen.get(seen.size() - 1) < last.get()) {
        String cursor = seen.isEmpty() ? "0" : seen.get(seen.size() - 1).toString();
        try (SseReader stream =
            new SseReader(client, "apps/" + app + "/entries/stream", "Last-Event-ID", cursor)) {
          while (seen.isEmpty() || seen.get(seen.size() - 1) < last.get()) {
            SseReader.Event event = stream.heard();
            if (!event.data().isEmpty()) {
              seen.add(event.id());
            }
          }
        } catch (IOException | UncheckedIOException | NoSuchElementException e) {
          Thread.sleep(100); // Its server is away.
        }
      }
      return seen;
    };
  }
}
