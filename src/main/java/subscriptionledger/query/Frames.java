package subscriptionledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;

/**
 * Entries as the streams send them, read and written as JSON once for all streams. They are kept in
 * blocks of equal length; and because a number once given never changes its entry, what is kept is
 * never wrong.
 */
@ApplicationScoped
public class Frames {
  /** Some megabytes together: enough for all streams that are near the head, or catching up. */
  private static final int BLOCK = 256;

  private static final int BLOCKS = 64;

  @Inject private Feed feed;

  private final Map<Place, List<Frame>> blocks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, List<Frame>> eldest) {
          return size() > BLOCKS;
        }
      };

  /** An entry, and the server-sent event that tells of it. */
  @SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
  record Frame(long sequence, Event event, byte[] bytes) {

    static Frame of(Entry entry) {
      String json = Json.of(EntryPayload.of(entry));
      return new Frame(
          entry.sequence(),
          entry.event(),
          ("id: " + entry.sequence() + "\ndata: " + json + "\n\n").getBytes(UTF_8));
    }
  }

  /** Which block of which app. */
  private record Place(long app, long block) {}

  /**
   * Some entries after that, without a gap; none when there are none.
   *
   * @param head the app's last number
   */
  synchronized List<Frame> after(long app, long after, long head) {
    if (after >= head) {
      return List.of();
    }
    Place place = new Place(app, after / BLOCK);
    long first = place.block() * BLOCK;
    List<Frame> block = blocks.getOrDefault(place, List.of());
    if (first + block.size() <= after) {
      List<Frame> longer = new ArrayList<>(block);
      feed.entries(app, first + block.size(), BLOCK - block.size()).stream()
          .map(Frame::of)
          .forEach(longer::add);
      block = List.copyOf(longer);
      blocks.put(place, block);
    }
    return block.subList((int) Math.min(after - first, block.size()), block.size());
  }
}
