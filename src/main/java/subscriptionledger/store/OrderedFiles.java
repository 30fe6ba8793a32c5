package subscriptionledger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A file system of H2 that forces every write to disk before the next one begins. After a power
 * cut, the file is therefore in the state after one of the writes, with at most the next one
 * incomplete (promise P1).
 *
 * <p>H2 itself forces a chunk of data and the header that points to it together, and overwrites
 * chunks that the last forced header may still need. A disk may execute unforced writes in any
 * order; H2 then opens an older version of the file or cannot open it.
 *
 * <p>Order alone is not enough. H2 writes a chunk over the space of another one that becomes free
 * only through the new chunk, so an incomplete write would destroy both versions. Each write is
 * therefore atomic ({@link RedoRecord}).
 *
 * <p>Only the owner has access to new folders and files. The class and its constructor are public
 * because H2 creates an instance for each path.
 */
public final class OrderedFiles extends FilePathWrapper {
  private static final String SCHEME = "ordered";
  private static final String DATABASE_SUFFIX = ".mv.db";
  private static final String RECORD_SUFFIX = ".redo";
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** The format of the names that {@link #toRealPath} returns. */
  private static final Pattern NAME = Pattern.compile(SCHEME + ":(?:(\\d+):)?(.*)", Pattern.DOTALL);

  /** The number of times that each database was closed, by its real path. */
  private static final Map<String, Integer> CLOSINGS = new ConcurrentHashMap<>();

  /** Registers the scheme with H2; call it before the first connection. */
  public static void register() {
    FilePath.register(new OrderedFiles());
  }

  /** Removes the scheme from H2, unless a later deployment has registered its own. */
  static void unregister() {
    FilePath registered = FilePath.get(SCHEME + ":");
    if (registered instanceof OrderedFiles) {
      FilePath.unregister(registered);
    }
  }

  /** Returns true if the URL names a database in this file system. */
  static boolean hold(String jdbcUrl) {
    return jdbcUrl.startsWith("jdbc:h2:" + SCHEME + ":");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  /**
   * Adds to the name how often the database was closed before. H2 lists open databases by name. If
   * a database is closed by a failure of any kind, every remaining connection to it removes its
   * name from the list, again and again. If a database opened since then had the same name, it
   * would stay open and locked without anybody being able to find it (2.3.232, {@code
   * Database.checkPowerOff2}).
   */
  @Override
  public FilePath toRealPath() {
    FilePath real = getBase().toRealPath();
    return closingsInName() == null
        ? getPath(SCHEME + ":" + closings(database(real)) + ":" + real)
        : wrap(real);
  }

  @Override
  protected String getPrefix() {
    String closings = closingsInName();
    return closings == null ? super.getPrefix() : super.getPrefix() + closings + ":";
  }

  private @Nullable String closingsInName() {
    return parsed(toString()).group(1);
  }

  static int closings(String database) {
    return CLOSINGS.getOrDefault(database, 0);
  }

  /** Counts that a database is being closed that had been closed so many times before. */
  static void closing(String database, int before) {
    CLOSINGS.merge(database, before + 1, Math::max);
  }

  private static String database(FilePath real) {
    String path = real.toString();
    return path.endsWith(DATABASE_SUFFIX)
        ? path.substring(0, path.length() - DATABASE_SUFFIX.length())
        : path;
  }

  @Override
  protected FilePath unwrap(String path) {
    return FilePath.get(parsed(path).group(2));
  }

  private static Matcher parsed(String path) {
    Matcher name = NAME.matcher(path);
    if (!name.matches()) {
      throw new IllegalArgumentException(path);
    }
    return name;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    if (mode.equals("r") || !toString().endsWith(DATABASE_SUFFIX)) {
      return getBase().open(mode);
    }
    FileChannel file = openOwnersAlone(getBase(), mode);
    FileChannel record = openOwnersAlone(FilePath.get(getBase() + RECORD_SUFFIX), mode);
    String database = database(getBase().toRealPath());
    String closings = closingsInName();
    return new OrderedFile(
        file,
        new RedoRecord(record, file),
        database,
        closings == null ? closings(database) : Integer.parseInt(closings));
  }

  /** Opens a file; a new file is created with access for the owner only. */
  private static FileChannel openOwnersAlone(FilePath file, String mode) throws IOException {
    if (!file.exists()) {
      try {
        Files.createFile(path(file), ownersAlone("rw-------"));
      } catch (FileAlreadyExistsException e) {
        // Another thread has created the file; H2's lock decides which thread may use it.
      }
    }
    return file.open(mode);
  }

  @Override
  public void createDirectory() {
    try {
      Files.createDirectory(path(getBase()), ownersAlone("rwx------"));
    } catch (IOException e) {
      // H2 reports the error, or finds that the folder exists by now.
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
}
