package subscriptionledger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import subscriptionledger.server.process.GlassFishDomain;

/**
 * The domain of the suite's GlassFish: a new one for each run of the tests. Arquillian starts and
 * stops it; what it knows no word for, like an address to listen on, is done here.
 */
public class GlassFishSession implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (!Objects.equals(System.getProperty("arquillian.launch"), "glassfish")) {
      return;
    }
    try {
      Path folder = GlassFishDomain.HOME.resolve("domains/suite");
      remove(folder);
      List<String> options = new ArrayList<>();
      options.add("-Duser.home=" + System.getProperty("test.server.directory") + "/home");
      options.add("-Dtest.server.http.port=" + System.getProperty("test.server.http.port"));
      Stream.of(System.getProperty("test.server.suite.options", "").split(" ", -1))
          .filter(option -> !option.isEmpty())
          .forEach(options::add);
      GlassFishDomain.create(
              folder,
              Map.of(
                  "http-listener-1",
                  Integer.getInteger("test.server.http.port"),
                  "http-listener-2",
                  Integer.getInteger("test.server.https.port"),
                  "admin-listener",
                  Integer.getInteger("test.server.management.port")))
          .forTheSuite()
          .addJavaOptions(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
