package subscriptionledger.server;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import subscriptionledger.server.process.ProcessDatabase;

/**
 * Prepares the suite's server, once for the whole run of the integration tests: with a PostgreSQL
 * when they run on one, and by the scripts of server-config when these alone may configure it.
 */
public class SuiteSession implements LauncherSessionListener {
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable AutoCloseable server;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    boolean isOfUnitTests = System.getProperty("arquillian.launch") == null;
    if (isOfUnitTests) {
      return;
    }
    try {
      List<String> databaseOptions = List.of();
      if (ProcessDatabase.POSTGRESQL) {
        postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        System.setProperty("test.database.port", Integer.toString(postgres.getPort()));
        databaseOptions = ProcessDatabase.postgresql(postgres.getPort(), "postgres").options();
      }
      SuiteServer.prepare(databaseOptions);
      if (ScriptedServer.IS_THAT_OF_THE_SUITE) {
        server = ScriptedServer.open(requireNonNull(postgres, "scripts need PostgreSQL"));
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
