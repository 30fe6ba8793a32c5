package subscriptionledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Event;

/**
 * A cache of entries in the format of the streams. Entries are read and converted to JSON once for
 * all streams, and selected once for all streams with the same filter and position, as most streams
 * near the head have. The cache consists of blocks of equal length. It is never outdated because
 * the entry with a number never changes.
 */
@ApplicationScoped
public class SseBlockCache {
  /**
   * The number of entries in a block. All blocks together take some megabytes, which is enough for
   * the streams near the head and for those that are catching up.
   */
  private static final int BLOCK = 256;

  private static final int BLOCKS = 64;

  private static final int PIECES = 256;

  @Inject private Feed feed;

  private final Map<Place, List<Frame>> blocks = new Latest<>(BLOCKS);
  private final Map<Question, Piece> pieces = new Latest<>(PIECES);

  /** A map that keeps the most recently used elements, up to a maximum number. */
  private static final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    Latest(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /** An entry, and the server-sent event with the entry. */
  @SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
  private record Frame(long sequence, Event event, byte[] bytes) {

    static Frame of(Entry entry) {
      String json = Json.of(EntryPayload.of(entry));
      return new Frame(
          entry.sequence(),
          entry.event(),
          ("id: " + entry.sequence() + "\ndata: " + json + "\n\n").getBytes(UTF_8));
    }
  }

  /** The position of a block: the app and the number of the block. */
  private record Place(long app, long block) {}

  /** The selection of entries from a block. */
  private record Question(long app, long after, long upTo, EntryFilter filter) {}

  /**
   * The next part of a stream.
   *
   * @param upTo the number of the last entry in the range
   * @param bytes the events of the entries that the filter accepts
   */
  @SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
  record Piece(long upTo, byte[] bytes) {}

  /**
   * Returns the next range of entries after a number, reduced to those that the filter accepts.
   *
   * @param head the app's last number
   */
  public synchronized Piece after(long app, long after, long head, EntryFilter filter) {
    List<Frame> frames = after < head ? frames(app, after) : List.of();
    if (frames.isEmpty()) {
      return new Piece(after, new byte[0]);
    }
    long upTo = frames.get(frames.size() - 1).sequence();
    return pieces.computeIfAbsent(
        new Question(app, after, upTo, filter), question -> piece(frames, question));
  }

  private static Piece piece(List<Frame> frames, Question question) {
    ByteArrayOutputStream accepted = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      if (question.filter().accepts(frame.event())) {
        accepted.writeBytes(frame.bytes());
      }
    }
    return new Piece(question.upTo(), accepted.toByteArray());
  }

  private List<Frame> frames(long app, long after) {
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
