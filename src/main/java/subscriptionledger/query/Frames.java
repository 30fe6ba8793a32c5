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
 * Entries as the streams send them, read and written as JSON once for all streams, and picked once
 * for all streams that have the same filter and have come as far: those near the head have. They
 * are kept in blocks of equal length; and because a number once given never changes its entry, what
 * is kept is never wrong.
 */
@ApplicationScoped
public class Frames {
  /** Some megabytes together: enough for all streams that are near the head, or catching up. */
  private static final int BLOCK = 256;

  private static final int BLOCKS = 64;

  private static final int PIECES = 256;

  @Inject private Feed feed;

  private final Map<Place, List<Frame>> blocks = new Latest<>(BLOCKS);
  private final Map<Question, Piece> pieces = new Latest<>(PIECES);

  /** Keeps so many of those that were asked for last. */
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

  /** An entry, and the server-sent event that tells of it. */
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

  /** Which block of which app. */
  private record Place(long app, long block) {}

  /** Which entries of a block. */
  private record Question(long app, long after, long upTo, EntryFilter filter) {}

  /**
   * What a stream sends next.
   *
   * @param upTo how far that goes
   * @param bytes the events of those that the filter accepts
   */
  @SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
  record Piece(long upTo, byte[] bytes) {}

  /**
   * Some entries after that, without a gap, as far as the filter accepts them.
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
