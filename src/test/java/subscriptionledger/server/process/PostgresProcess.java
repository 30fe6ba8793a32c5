package subscriptionledger.server.process;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import subscriptionledger.server.client.Await;

/** A PostgreSQL of a test's own, which can be killed and started again on the same data. */
public final class PostgresProcess implements AutoCloseable {
  /** Small, so that a limit on the size of files leaves the write-ahead log alone. */
  private static final String WAL_SEGMENT_MEGABYTES = "1";

  private static final Duration STANDBY_LIMIT = Duration.ofMinutes(1);

  private static final Logger ZONKY = Logger.getLogger(EmbeddedPostgres.class.getName());

  private static final Map<String, String> SETTINGS =
      Map.of("fsync", "on", "wal_keep_size", "512MB", "synchronous_commit", "on");

  private final Path data;
  private final Optional<InstalledPostgres> installation;
  private final int port;
  private @Nullable Closeable running;

  /** It is started, and empty; from Maven Central, as that of the suite. */
  public PostgresProcess(Path data) throws Exception {
    this(data, Optional.empty());
  }

  private PostgresProcess(Path data, Optional<InstalledPostgres> installation) throws Exception {
    this.data = data;
    this.installation = installation;
    this.port = ServerProcess.freePort();
    start();
  }

  /**
   * The same, of the PostgreSQL that this machine has, which is another version than that of the
   * suite; where it has none, of that one.
   */
  public static PostgresProcess ofThisMachine(Path data) throws Exception {
    return new PostgresProcess(data, InstalledPostgres.find());
  }

  /** The JAR that an administrator downloads. */
  public static Path driver() {
    return TestServer.library(Driver.class);
  }

  public int port() {
    return port;
  }

  /** The database of a ledger in it. */
  public ProcessDatabase database() {
    return ProcessDatabase.postgresql(port, "ledger");
  }

  /** Starts it on the data that it had. */
  public void start() throws Exception {
    running =
        installation.isPresent()
            ? installation.get().start(data, port, WAL_SEGMENT_MEGABYTES, SETTINGS)
            : startEmbedded();
  }

  private Closeable startEmbedded() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setLocaleConfig("wal-segsize", WAL_SEGMENT_MEGABYTES);
    SETTINGS.forEach(builder::setServerConfig);
    return builder.start();
  }

  /** As an administrator does: connections are ended, and what they were at is rolled back. */
  public void restart() throws Exception {
    release();
    start();
  }

  /** Ends all of its processes at once, with nothing written down: an immediate shutdown. */
  public void crash() throws Exception {
    end(ProcessSignal.QUIT);
  }

  /** Kills the process that all others of it end with. */
  public void kill() throws Exception {
    end(ProcessSignal.KILL);
  }

  private void end(ProcessSignal signal) throws Exception {
    ProcessHandle postmaster = postmaster();
    signal.send(postmaster);
    postmaster.onExit().get();
    ZONKY.setLevel(Level.OFF); // It would complain, at length, that there is nothing to stop.
    release();
    ZONKY.setLevel(null);
  }

  /** Executes a statement as the administrator, beside the ledger's database. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row of what a query finds, as text; null when it finds none. */
  public @Nullable String query(String sql) throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : null;
    }
  }

  /**
   * Another one that has all that this one has committed: from then on a commit returns when it is
   * on the disks of both. It takes readers, and no writers before it is promoted.
   */
  public PostgresProcess synchronousStandby(Path data) throws Exception {
    backUp(data);
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres'\n");
    Files.createFile(data.resolve("standby.signal"));
    PostgresProcess standby = new PostgresProcess(data, installation);
    // After the backup, or the standby would want a standby too once it is promoted.
    execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
    execute("SELECT pg_reload_conf()");
    Await.until(
        "the standby follows",
        STANDBY_LIMIT,
        () -> Objects.equals(query("SELECT sync_state FROM pg_stat_replication"), "sync"));
    return standby;
  }

  /** Makes a standby the primary, and returns when it takes writers. */
  public void promote() throws SQLException {
    execute("SELECT pg_promote()");
  }

  /** What brings to a standby what its primary writes. */
  public ProcessHandle walReceiver() throws SQLException {
    return ProcessHandle.of(
            Long.parseLong(requireNonNull(query("SELECT pid FROM pg_stat_wal_receiver"))))
        .orElseThrow();
  }

  private Connection administrator() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
  }

  /** Copies all of it while it runs. */
  public void backUp(Path copy) throws Exception {
    try (Connection connection = administrator()) {
      BaseBackup.copy(data, copy, connection);
    }
  }

  /**
   * Creates the role and the database of a ledger as an administrator does. Unlike others, the role
   * must give a password, and use TLS.
   *
   * @param certificate the certificate of this server, in PEM
   * @param key its private key, in PEM
   * @return the file with the certificate
   */
  public Path addLedger(String password, String certificate, String key) throws Exception {
    LedgerSql.run(port, password);
    Path pem = Files.writeString(data.resolve("server.crt"), certificate);
    Path keyFile =
        Files.createFile(
            data.resolve("server.key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(keyFile, key);
    execute("ALTER SYSTEM SET ssl = on");
    Path rules = data.resolve("pg_hba.conf");
    Files.writeString(
        rules,
        "hostssl all ledger 127.0.0.1/32 scram-sha-256\nhost all ledger all reject\n"
            + Files.readString(rules));
    execute("SELECT pg_reload_conf()");
    return pem;
  }

  /** Lets no file grow beyond that size: to whoever would write more, the disk is full. */
  public void limitFileSize(int bytes) throws Exception {
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
    requireNonNull(running).close();
  }

  private ProcessHandle postmaster() {
    return InstalledPostgres.postmaster(data).orElseThrow();
  }
}
