package subscriptionledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 that records what is done to a database's file: see {@link DiskRecording}.
 */
public final class PowerCutFiles extends FilePathWrapper {
  private static final String SCHEME = "powercut";
  private static final String SUFFIX = ".mv.db";
  private static final Map<Path, DiskRecording> RECORDINGS = new ConcurrentHashMap<>();

  static void register() {
    FilePath.register(new PowerCutFiles());
  }

  /** The path of a database whose file is in this file system. */
  static String path(Path database) {
    return SCHEME + ":" + database;
  }

  /** What has been done to the file of a database since it was created. */
  static DiskRecording recording(Path database) {
    return recordingOf(database + SUFFIX);
  }

  static void forget(Path database) {
    RECORDINGS.remove(Path.of(database + SUFFIX));
  }

  /** The file itself, and what the ledger keeps beside it, are recorded together. */
  private static DiskRecording recordingOf(String file) {
    String database = file.substring(0, file.indexOf(SUFFIX) + SUFFIX.length());
    return RECORDINGS.computeIfAbsent(Path.of(database), created -> new DiskRecording());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    String file = getBase().toRealPath().toString();
    return new RecordedFile(getBase().open(mode), recordingOf(file).file(file));
  }

  private static final class RecordedFile extends FileBase {
    private final FileChannel base;
    private final DiskRecording.File recording;

    RecordedFile(FileChannel base, DiskRecording.File recording) {
      this.base = base;
      this.recording = recording;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      recording.force();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return base.read(target);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      recording.read();
      return base.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
      int length = write(source, base.position());
      base.position(base.position() + length);
      return length;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      byte[] bytes = new byte[source.remaining()];
      source.duplicate().get(bytes);
      int written = recording.write(position, bytes);
      ByteBuffer fitting = source.slice(source.position(), written);
      while (fitting.hasRemaining()) {
        base.write(fitting, position + fitting.position());
      }
      source.position(source.position() + written);
      if (written < bytes.length) {
        throw new IOException("No space left on device");
      }
      return written;
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

    @Override
    public synchronized FileChannel truncate(long newSize) throws IOException {
      recording.truncate(newSize);
      base.truncate(newSize);
      return this;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
