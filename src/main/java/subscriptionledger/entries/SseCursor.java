package subscriptionledger.entries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import subscriptionledger.ledger.EntryFilter;

/** The text of one stream (server-sent events, as in the HTML standard), and its position. */
final class SseCursor {
  /**
   * The number of bytes to collect for a write, if there are enough entries. A write costs more
   * than many of the events in it.
   */
  private static final int ENOUGH_BYTES = 64 * 1024;

  /**
   * The maximum number of blocks that are searched for one write, because the filter may accept few
   * entries.
   */
  private static final int BLOCKS_A_WRITE = 16;

  private static final byte[] OPENING = "retry: 1000\n\n".getBytes(UTF_8);

  private final long app;
  private final EntryFilter filter;
  private final SseBlockCache blocks;
  private long position;
  private boolean opened;

  /**
   * Creates a cursor.
   *
   * @param after the number of the entry after which the stream begins
   */
  SseCursor(long app, EntryFilter filter, long after, SseBlockCache blocks) {
    this.app = app;
    this.filter = filter;
    this.position = after;
    this.blocks = blocks;
  }

  long position() {
    return position;
  }

  /**
   * Returns the next events; empty if there are none.
   *
   * @param head the app's last number
   * @param silent true if the client should hear something although there are no events
   */
  byte[] next(long head, boolean silent) {
    if (!opened) {
      opened = true;
      return OPENING;
    }
    ByteArrayOutputStream accepted = new ByteArrayOutputStream();
    long reached = position;
    for (int block = 0;
        block < BLOCKS_A_WRITE && reached < head && accepted.size() < ENOUGH_BYTES;
        block++) {
      SseBlockCache.SseChunk chunk = blocks.after(app, reached, head, filter);
      reached = chunk.upTo();
      accepted.writeBytes(chunk.bytes());
    }
    // The cursor advances only now: if the database fails during the loop, everything has yet to be
    // sent.
    position = reached;
    return accepted.size() == 0 && silent ? heartbeat() : accepted.toByteArray();
  }

  /**
   * Returns a comment with an id, which also advances the client's cursor past entries that the
   * filter rejects.
   */
  private byte[] heartbeat() {
    return (": still here\nid: " + position + "\n\n").getBytes(UTF_8);
  }
}
