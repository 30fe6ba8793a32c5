package subscriptionledger.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The file of a server's H2, watched while it grows. */
final class H2File implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  private final ServerVariant server;
  private final Path directory;
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private volatile long largestBytes;

  H2File(ServerVariant server, Path userHome) {
    this.server = server;
    this.directory = userHome.resolve(".subscription-ledger");
    ScheduledFuture<?> unused =
        watch.scheduleAtFixedRate(
            () -> largestBytes = Math.max(largestBytes, bytes()),
            0,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  String name() {
    return server.name();
  }

  /** Kills the server, so that nothing tidies up the file, and looks into it. */
  Facts.H2Size measureAndEnd() throws SQLException {
    long restedBytes = bytes();
    server.close();
    return new Facts.H2Size(largestBytes, restedBytes, new Facts.Kept(server.events(), entries()));
  }

  private long bytes() {
    return directory.resolve("ledger.mv.db").toFile().length();
  }

  private long entries() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + directory.resolve("ledger"), "ledger", "local-file-only");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM entry")) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
