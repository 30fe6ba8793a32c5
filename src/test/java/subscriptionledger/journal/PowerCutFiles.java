package subscriptionledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 that knows what a power cut would leave of a database: whenever H2 forces its
 * file, what is in it then is copied to {@link #afterPowerCut}. What is written and not yet forced
 * is not in the copy.
 */
public class PowerCutFiles extends FilePathWrapper {
  private static final String SCHEME = "powercut";
  private static final String SUFFIX = ".mv.db";

  static void register() {
    FilePath.register(new PowerCutFiles());
  }

  /** The URL of a database whose file is in this file system. */
  static String url(Path database) {
    return "jdbc:h2:" + SCHEME + ":" + database;
  }

  /** The database that a power cut would leave now. */
  static Path afterPowerCut(Path database) {
    return database.resolveSibling(database.getFileName() + "-after-power-cut");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    String file = getBase().toString();
    return new ForcedFile(getBase().open(mode), Path.of(file));
  }

  private static final class ForcedFile extends FileBase {
    private final FileChannel base;
    private final Path file;

    ForcedFile(FileChannel base, Path file) {
      this.base = base;
      this.file = file;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      base.force(metaData);
      String name = file.toString();
      if (name.endsWith(SUFFIX)) {
        Path database = Path.of(name.substring(0, name.length() - SUFFIX.length()));
        Files.copy(
            file, Path.of(afterPowerCut(database) + SUFFIX), StandardCopyOption.REPLACE_EXISTING);
      }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return base.read(target);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return base.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return base.write(source);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      return base.write(source, position);
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
    public FileChannel truncate(long newSize) throws IOException {
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
