package subscriptionledger.entries;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import subscriptionledger.feed.HeadWatch;
import subscriptionledger.feed.HeadWatch.NextLook;
import subscriptionledger.ledger.EntryFilter;

/**
 * The stream of entries to one client (server-sent events, as in the HTML standard). It does not
 * occupy a thread: it writes what the connection accepts, and everything else stays in the ledger.
 * A client that reads nothing for half a minute is disconnected.
 */
final class EntryStream implements HeadWatch.Watcher, WriteListener, AsyncListener {
  private static final long HEARTBEAT_NANOS = 15_000_000_000L;
  private static final long STALLED_NANOS = 30_000_000_000L;

  /**
   * The maximum number of writes in a turn; then other streams have their turn on the shared
   * thread.
   */
  private static final int WRITES_AT_A_TIME = 4;

  private final long app;
  private final AsyncContext context;
  private final ServletOutputStream out;
  private final SseCursor cursor;
  private final Runnable whenClosed;
  private final AtomicBoolean closed = new AtomicBoolean();

  private long lastWritten = System.nanoTime();

  /** True after the connection has refused more data, until it accepts data again. */
  private boolean waiting = true;

  /**
   * Creates a stream.
   *
   * @param after the number of the entry after which the stream begins
   * @param whenClosed runs once when the stream has ended
   */
  EntryStream(
      long app,
      EntryFilter filter,
      long after,
      AsyncContext context,
      SseBlockCache blocks,
      Runnable whenClosed)
      throws IOException {
    this.app = app;
    this.cursor = new SseCursor(app, filter, after, blocks);
    this.context = context;
    this.out = context.getResponse().getOutputStream();
    this.whenClosed = whenClosed;
  }

  void open() {
    context.setTimeout(0);
    context.addListener(this);
    out.setWriteListener(this);
  }

  /**
   * Writes new entries. A failure of the database is passed to the caller and does not end the
   * stream.
   */
  @Override
  public NextLook look(Map<Long, Long> heads) {
    long head = heads.getOrDefault(app, 0L);
    try {
      int writes = 0;
      while (writes < WRITES_AT_A_TIME && isReady() && writeNext(head)) {
        lastWritten = System.nanoTime();
        writes++;
      }
      if (System.nanoTime() - lastWritten > STALLED_NANOS) {
        close();
      }
      boolean more = cursor.position() < head && !isWaiting();
      return closed.get() ? NextLook.GONE : more ? NextLook.AT_ONCE : NextLook.LATER;
    } catch (IOException e) {
      close();
      return NextLook.GONE;
    }
  }

  /**
   * Records that the connection accepts data again. This thread of the server must not wait for the
   * database.
   */
  @Override
  public synchronized void onWritePossible() {
    waiting = false;
  }

  private synchronized boolean isWaiting() {
    return waiting;
  }

  private synchronized boolean isReady() {
    if (!closed.get() && !waiting) {
      waiting = !out.isReady();
    }
    return !closed.get() && !waiting;
  }

  /** Writes the next events; returns false if there are none. */
  private boolean writeNext(long head) throws IOException {
    boolean silent = System.nanoTime() - lastWritten > HEARTBEAT_NANOS;
    byte[] next = cursor.next(head, silent);
    if (next.length == 0) {
      return false;
    }
    write(next);
    return true;
  }

  private void write(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
      if (isReady()) {
        out.flush();
      }
    } catch (IllegalStateException e) {
      throw new IOException("The request has ended", e);
    }
  }

  @Override
  public void stop() {
    close();
  }

  private void close() {
    if (closed.compareAndSet(false, true)) {
      whenClosed.run();
      try {
        context.complete();
      } catch (IllegalStateException e) {
        // The server has already ended the request.
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    close();
  }

  @Override
  public void onError(AsyncEvent event) {
    close();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    close();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    close();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // The stream is started only once.
  }
}
