package subscriptionledger.server.failure;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;

/** Two servers on one database, started once for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoNodes {
  @TempDir Path folder;
  ProcessDatabase database;
  ServerProcess one;
  ServerProcess other;

  @BeforeAll
  void start() throws Exception {
    String name = getClass().getSimpleName().toLowerCase(Locale.ROOT);
    database = ProcessDatabase.ofSuite(name, folder);
    one = new ServerProcess(name + "-one", database);
    other = new ServerProcess(name + "-other", database);
    one.start();
    other.start();
  }

  @AfterAll
  void end() {
    one.close();
    other.close();
  }
}
