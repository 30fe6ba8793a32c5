package subscriptionledger.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/** A file in which each write is forced before the next one begins. */
final class OrderedFile extends FileBase {
  private final FileChannel base;
  private final RedoRecord redo;
  private final String database;
  private final int closings;
  private boolean owned;

  /** A change of the file. */
  private interface FileChange {
    void make() throws IOException;
  }

  OrderedFile(FileChannel base, RedoRecord redo, String database, int closings) {
    this.base = base;
    this.redo = redo;
    this.database = database;
    this.closings = closings;
  }

  @Override
  public synchronized int write(ByteBuffer source, long position) throws IOException {
    int length = source.remaining();
    orClose(() -> redo.write(source, position));
    return length;
  }

  /**
   * Makes a change, or closes the file if that fails. The remains of a failed write are examined
   * when the file is opened again, and the write is repeated. H2 itself leaves a file open and
   * locked if a write fails while the database is being opened.
   */
  private void orClose(FileChange change) throws IOException {
    try {
      change.make();
    } catch (IOException e) {
      try {
        close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    int length = write(source, base.position());
    base.position(base.position() + length);
    return length;
  }

  /** Does nothing, because each write and truncation has already been forced. */
  @Override
  public void force(boolean metaData) {}

  @Override
  public synchronized FileChannel truncate(long newSize) throws IOException {
    orClose(
        () -> {
          redo.discard();
          base.truncate(newSize);
          base.force(false);
        });
    return this;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return base.read(target);
  }

  /** Reads without waiting for a write that is being forced. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public int read(ByteBuffer target, long position) throws IOException {
    return base.read(target, position);
  }

  @Override
  public long position() throws IOException {
    return base.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    base.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return base.size();
  }

  /**
   * Locks the file, repeats its last write, and points its header to the newest chunk. H2 locks the
   * file before it reads the header.
   */
  @Override
  public synchronized FileLock tryLock(long position, long size, boolean shared)
      throws IOException {
    FileLock lock = base.tryLock(position, size, shared);
    if (lock != null && !shared) {
      owned = true;
      orClose(this::recover);
    }
    return lock;
  }

  private void recover() throws IOException {
    if (closings != OrderedFiles.closings(database)) {
      throw new IOException("the file has been closed in the meantime; open it anew");
    }
    redo.repeat();
    new ChunkHeaders(base).pointToYoungest();
  }

  /** The closing counts before the lock is released, so that nobody opens it by the old name. */
  @Override
  protected void implCloseChannel() throws IOException {
    if (owned) {
      OrderedFiles.closing(database, closings);
    }
    try (redo) {
      base.close();
    }
  }
}
