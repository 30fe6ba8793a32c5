package subscriptionledger.server;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** A PostgreSQL of a test's own, which can be killed and started again on the same data. */
final class PostgresProcess implements AutoCloseable {
  /** Small, so that a limit on the size of files leaves the write-ahead log alone. */
  private static final String WAL_SEGMENT_MEGABYTES = "1";

  private static final Logger ZONKY = Logger.getLogger(EmbeddedPostgres.class.getName());

  private final Path data;
  private final int port;
  private @Nullable EmbeddedPostgres postgres;

  /** It is started, and empty. */
  PostgresProcess(Path data) throws IOException {
    this.data = data;
    this.port = ServerProcess.freePort();
    start();
  }

  /** The JAR that an administrator downloads. */
  static Path driver() {
    try {
      return Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return port;
  }

  /** The database of a ledger in it. */
  ProcessDatabase database() {
    return ProcessDatabase.postgresql(port, "ledger");
  }

  /** Starts it on the data that it had. */
  void start() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setLocaleConfig("wal-segsize", WAL_SEGMENT_MEGABYTES)
            .setServerConfig("fsync", "on")
            .setServerConfig("wal_keep_size", "512MB")
            .setServerConfig("synchronous_commit", "on")
            .start();
  }

  /** As an administrator does: connections are ended, and what they were at is rolled back. */
  void restart() throws IOException {
    release();
    start();
  }

  /** Ends all of its processes at once, with nothing written down: an immediate shutdown. */
  void crash() throws Exception {
    ProcessHandle postmaster = postmaster();
    run("kill", "-QUIT", Long.toString(postmaster.pid()));
    postmaster.onExit().get();
    ZONKY.setLevel(Level.OFF); // It would complain, at length, that there is nothing to stop.
    release();
    ZONKY.setLevel(null);
  }

  /** Executes a statement as the administrator, beside the ledger's database. */
  void execute(String sql) throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection administrator() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
  }

  /**
   * Copies all of it while it runs, as PostgreSQL's documentation has it ("Making a Base Backup
   * Using the Low Level API"): the files as they are found, and then the log from the backup's
   * beginning to its end, which makes them consistent.
   */
  void backUp(Path copy) throws Exception {
    Files.createDirectories(copy);
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_backup_start('backup', true)");
      copyTree(data, copy, file -> !isOfTheProcess(file) && !isLog(file));
      try (ResultSet stop = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        stop.next();
        Files.writeString(copy.resolve("backup_label"), stop.getString(1));
      }
    }
    copyTree(data, copy, PostgresProcess::isLog);
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

  /** Adds a user who must give a password, unlike the others, and has a database of that name. */
  void addUser(String name, String password) throws IOException, SQLException {
    execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password.replace("'", "''") + "'");
    execute("CREATE DATABASE " + name + " OWNER " + name);
    Path rules = data.resolve("pg_hba.conf");
    Files.writeString(
        rules, "host all " + name + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
    execute("SELECT pg_reload_conf()");
  }

  /** Lets no file grow beyond that size: to whoever would write more, the disk is full. */
  void limitFileSize(int bytes) throws Exception {
    ProcessHandle postmaster = postmaster();
    for (ProcessHandle process :
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList()) {
      FileSizeLimit.set(process, bytes);
    }
  }

  @Override
  public void close() throws IOException {
    release();
  }

  private void release() throws IOException {
    requireNonNull(postgres).close();
  }

  private ProcessHandle postmaster() throws IOException {
    try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
      long pid = Long.parseLong(lines.findFirst().orElseThrow());
      return ProcessHandle.of(pid).orElseThrow();
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
