package subscriptionledger.server.process;

import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.OPEN_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.PREVIOUS_TOKEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the suite's server and the servers that tests start have in common. */
public final class TestServer {
  public static final Path FOLDER =
      Path.of(Objects.requireNonNull(System.getProperty("test.server.directory")));

  /** What the server's zip unpacks to. */
  public static final Path DISTRIBUTION = onlyFolderIn(FOLDER.resolve("distribution"));

  /** An administrator would not switch authentication off, so no script does. */
  public static final String OPEN = "-Dledger.app." + OPEN_APP + ".authentication=off";

  /** A sink that is switched off. */
  public static final String SINK = "idle";

  /** The ledger's configuration, as system properties of the server. */
  public static final List<String> LEDGER_OPTIONS =
      List.of(
          "-Dledger.apps=" + APP + "," + OTHER_APP + "," + OPEN_APP,
          "-Dledger.app." + APP + ".tokens=" + CURRENT_TOKEN + "," + PREVIOUS_TOKEN,
          "-Dledger.app." + OTHER_APP + ".tokens=" + OTHER_TOKEN,
          "-Dledger.sinks=" + SINK,
          "-Dledger.sink." + SINK + ".type=log",
          "-Dledger.sink." + SINK + ".enabled=off",
          OPEN);

  private static final Path DATA_SOURCE = Path.of("server-config/payara/postgresql.asadmin");
  private static final Path TEST_CONFIGURATION = Path.of("src/test/server/payara");

  private TestServer() {}

  /** What follows {@code java -jar payara-micro.jar}, beside the port and the WAR. */
  public static List<String> payaraMicroOptions() {
    List<String> options =
        List.of(
            "--prebootcommandfile",
            TEST_CONFIGURATION.resolve("listener.asadmin").toString(),
            "--postdeploycommandfile",
            TEST_CONFIGURATION.resolve("users.asadmin").toString());
    if (!ProcessDatabase.POSTGRESQL) {
      return options;
    }
    List<String> dataSource =
        List.of(
            "--postbootcommandfile",
            DATA_SOURCE.toString(),
            "--addLibs",
            PostgresProcess.driver().toString());
    return Stream.concat(options.stream(), dataSource.stream()).toList();
  }

  /** The JAR that has a class. */
  public static Path library(Class<?> type) {
    try {
      return Path.of(
          Objects.requireNonNull(type.getProtectionDomain().getCodeSource()).getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path onlyFolderIn(Path folder) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
