package subscriptionledger.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * A PostgreSQL for the whole run of the tests, when they are to run on one: it starts before the
 * server, whose data source needs it, and stops after it.
 */
public class PostgresSession implements LauncherSessionListener {
  private @Nullable EmbeddedPostgres postgres;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Integer port = Integer.getInteger("test.database.port");
    if (port == null) {
      return;
    }
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    try {
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
