package subscriptionledger.server;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            .setServerConfig("synchronous_commit", "on")
            .start();
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
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
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
