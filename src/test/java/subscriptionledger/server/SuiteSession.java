package subscriptionledger.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What the suite's server needs, for the whole run of the tests: a PostgreSQL, when they are to run
 * on one, and the scripts of server-config, when they alone are to have configured it.
 */
public class SuiteSession implements LauncherSessionListener {
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable AutoCloseable server;

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
      if (ScriptedServer.IS_THAT_OF_THE_SUITE) {
        server = ScriptedServer.open(postgres);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    try {
      if (server != null) {
        server.close();
      }
      if (postgres != null) {
        postgres.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
