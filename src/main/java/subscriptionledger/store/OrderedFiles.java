package subscriptionledger.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A file system of H2 that forces every write to the disk before the next one begins, so that a
 * power cut leaves the file as it was after one of the writes, and at most the next one incomplete
 * (promise P1).
 *
 * <p>H2 itself forces a chunk of data and the header that points to it together, and writes over
 * chunks that the last forced header may still need. A disk may write what is not forced in any
 * order: such a file is opened as an older version, or not at all.
 *
 * <p>Nor is order enough: H2 writes a chunk over the space of another that only the chunk itself
 * makes free, so that an incomplete one would take both versions away. Each write is therefore made
 * as a whole or not at all ({@link RedoRecord}).
 *
 * <p>New folders and files are the owner's alone. H2 makes an instance for each path, which is why
 * the class and its constructor are public.
 */
public final class OrderedFiles extends FilePathWrapper {
  private static final String SCHEME = "ordered";
  private static final String DATABASE_SUFFIX = ".mv.db";
  private static final String RECORD_SUFFIX = ".redo";
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** Makes the scheme known to H2, which must come before the first connection. */
  public static void register() {
    FilePath.register(new OrderedFiles());
  }

  /** Takes the scheme from H2, unless a later deployment has registered its own. */
  static void unregister() {
    FilePath registered = FilePath.get(SCHEME + ":");
    if (registered instanceof OrderedFiles) {
      FilePath.unregister(registered);
    }
  }

  /** Whether a database with that URL is in this file system. */
  static boolean hold(String jdbcUrl) {
    return jdbcUrl.startsWith("jdbc:h2:" + SCHEME + ":");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    if (mode.equals("r") || !toString().endsWith(DATABASE_SUFFIX)) {
      return getBase().open(mode);
    }
    FileChannel file = openOwnersAlone(getBase(), mode);
    FileChannel record = openOwnersAlone(FilePath.get(getBase() + RECORD_SUFFIX), mode);
    return new OrderedFile(file, new RedoRecord(record, file));
  }

  /** Opens a file, and creates it with rights for the owner alone if it is not there. */
  private static FileChannel openOwnersAlone(FilePath file, String mode) throws IOException {
    if (!file.exists()) {
      try {
        Files.createFile(path(file), ownersAlone("rw-------"));
      } catch (FileAlreadyExistsException e) {
        // Another thread was faster; H2's lock decides which of them may use the file.
      }
    }
    return file.open(mode);
  }

  @Override
  public void createDirectory() {
    try {
      Files.createDirectory(path(getBase()), ownersAlone("rwx------"));
    } catch (IOException e) {
      // H2 reports what is wrong, or finds that the folder is there by now.
      super.createDirectory();
    }
  }

  private static Path path(FilePath file) {
    FilePath path = file;
    while (path instanceof FilePathWrapper wrapper) {
      path = wrapper.unwrap();
    }
    return Path.of(path.toString());
  }

  private static FileAttribute<?>[] ownersAlone(String rights) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private interface Change {
    void make() throws IOException;
  }

  /** A file in which each write is forced before the next one begins. */
  private static final class OrderedFile extends FileBase {
    private final FileChannel base;
    private final RedoRecord redo;

    /** Why nothing more is written: what a failed write has left is known when it is repeated. */
    private @Nullable IOException failure;

    OrderedFile(FileChannel base, RedoRecord redo) {
      this.base = base;
      this.redo = redo;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      int length = source.remaining();
      unlessFailed(() -> redo.write(source, position));
      return length;
    }

    private void unlessFailed(Change change) throws IOException {
      if (failure != null) {
        throw new IOException("an earlier write has failed; open the file again", failure);
      }
      try {
        change.make();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
      int length = write(source, base.position());
      base.position(base.position() + length);
      return length;
    }

    /** Returns at once: each write and truncation was forced when it was made. */
    @Override
    public void force(boolean metaData) {}

    @Override
    public synchronized FileChannel truncate(long newSize) throws IOException {
      unlessFailed(
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
     * Locks the file, repeats its last write, and points its header to its youngest chunk. H2 locks
     * the file before it reads the header.
     */
    @Override
    public synchronized FileLock tryLock(long position, long size, boolean shared)
        throws IOException {
      FileLock lock = base.tryLock(position, size, shared);
      if (lock != null && !shared) {
        redo.repeat();
        new ChunkHeaders(base).pointToYoungest();
      }
      return lock;
    }

    @Override
    protected void implCloseChannel() throws IOException {
      try (redo) {
        base.close();
      }
    }
  }
}
