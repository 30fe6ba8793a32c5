package subscriptionledger.server.client;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

/** Reads a stream of server-sent events, as a browser does. */
public final class SseReader implements AutoCloseable {
  private final Stream<String> lines;
  private final Iterator<String> iterator;

  /** One event. */
  public record Event(long id, String data) {}

  /**
   * @param path below the API
   */
  public SseReader(LedgerClient client, String path, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response = client.lines("api/v1/" + path, headers);
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() != 200 || !type.startsWith("text/event-stream")) {
      throw new IOException(path + " was answered " + response.statusCode() + ", " + type);
    }
    lines = response.body();
    iterator = lines.iterator();
  }

  /** The next event that has data. */
  public Event next() {
    Event event = heard();
    while (event.data().isEmpty()) {
      event = heard();
    }
    return event;
  }

  /** The next event, or a sign of life, which has no data. */
  public Event heard() {
    long id = -1;
    String data = "";
    while (true) {
      String line = iterator.next();
      if (line.startsWith("id: ")) {
        id = Long.parseLong(line.substring(4));
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      } else if (line.isEmpty() && id >= 0) {
        return new Event(id, data);
      }
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
