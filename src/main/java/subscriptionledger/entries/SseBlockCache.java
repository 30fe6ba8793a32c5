package subscriptionledger.entries;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import subscriptionledger.feed.Feed;
import subscriptionledger.http.Json;
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

  private static final int CHUNKS = 256;

  @Inject private Feed feed;

  private final Map<BlockKey, List<SseEntry>> blocks = new LruMap<>(BLOCKS);
  private final Map<ChunkKey, SseChunk> chunks = new LruMap<>(CHUNKS);

  /** A map that keeps the most recently used elements, up to a maximum number. */
  private static final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    LruMap(int most) {
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
  private record SseEntry(long sequence, Event event, byte[] bytes) {

    static SseEntry of(Entry entry) {
      String json = Json.of(EntryPayload.of(entry));
      return new SseEntry(
          entry.sequence(),
          entry.event(),
          ("id: " + entry.sequence() + "\ndata: " + json + "\n\n").getBytes(UTF_8));
    }
  }

  /** The position of a block: the app and the number of the block. */
  private record BlockKey(long app, long block) {}

  /** The selection of entries from a block. */
  private record ChunkKey(long app, long after, long upTo, EntryFilter filter) {}

  /**
   * The next part of a stream.
   *
   * @param upTo the number of the last entry in the range
   * @param bytes the events of the entries that the filter accepts
   */
  @SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
  record SseChunk(long upTo, byte[] bytes) {}

  /**
   * Returns the next range of entries after a number, reduced to those that the filter accepts.
   *
   * @param head the app's last number
   */
  public synchronized SseChunk after(long app, long after, long head, EntryFilter filter) {
    List<SseEntry> entries = after < head ? entries(app, after) : List.of();
    if (entries.isEmpty()) {
      return new SseChunk(after, new byte[0]);
    }
    long upTo = entries.get(entries.size() - 1).sequence();
    return chunks.computeIfAbsent(
        new ChunkKey(app, after, upTo, filter), key -> chunk(entries, key));
  }

  private static SseChunk chunk(List<SseEntry> entries, ChunkKey key) {
    ByteArrayOutputStream accepted = new ByteArrayOutputStream();
    for (SseEntry entry : entries) {
      if (key.filter().accepts(entry.event())) {
        accepted.writeBytes(entry.bytes());
      }
    }
    return new SseChunk(key.upTo(), accepted.toByteArray());
  }

  private List<SseEntry> entries(long app, long after) {
    BlockKey key = new BlockKey(app, after / BLOCK);
    long first = key.block() * BLOCK;
    List<SseEntry> block = blocks.getOrDefault(key, List.of());
    if (first + block.size() <= after) {
      List<SseEntry> longer = new ArrayList<>(block);
      feed.entries(app, first + block.size(), BLOCK - block.size()).stream()
          .map(SseEntry::of)
          .forEach(longer::add);
      block = List.copyOf(longer);
      blocks.put(key, block);
    }
    return block.subList((int) Math.min(after - first, block.size()), block.size());
  }
}
