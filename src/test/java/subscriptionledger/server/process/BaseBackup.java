package subscriptionledger.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A copy of a PostgreSQL that runs. */
final class BaseBackup {
  private BaseBackup() {}

  /**
   * Copies all of it while it runs, as PostgreSQL's documentation has it ("Making a Base Backup
   * Using the Low Level API"): the files as they are found, and then the log from the backup's
   * beginning to its end, which makes them consistent.
   */
  static void copy(Path data, Path copy, Connection administrator) throws Exception {
    Files.createDirectories(copy);
    try (Statement statement = administrator.createStatement()) {
      statement.execute("SELECT pg_backup_start('backup', true)");
      copyTree(data, copy, file -> !isOfTheProcess(file) && !isLog(file));
      try (ResultSet stop = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        stop.next();
        Files.writeString(copy.resolve("backup_label"), stop.getString(1));
      }
    }
    copyTree(data, copy, BaseBackup::isLog);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
  }

  private static boolean isLog(Path file) {
    return file.startsWith("pg_wal");
  }

  private static boolean isOfTheProcess(Path file) {
    return file.startsWith("postmaster.pid")
        || file.startsWith("postmaster.opts")
        || file.startsWith("epg-lock");
  }

  /** What vanishes meanwhile was temporary. */
  private static void copyTree(Path from, Path to, Predicate<Path> wanted) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.map(from::relativize).filter(wanted).toList();
    }
    for (Path file : files) {
      try {
        if (Files.isDirectory(from.resolve(file))) {
          Files.createDirectories(to.resolve(file));
        } else {
          Files.copy(from.resolve(file), to.resolve(file));
        }
      } catch (NoSuchFileException vanished) {
        // It was temporary.
      }
    }
  }
}
