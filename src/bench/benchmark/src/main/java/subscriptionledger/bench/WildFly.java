package subscriptionledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The WildFly that all its variants run on: one installation with the product's data source for
 * PostgreSQL, and for each server a directory of its own.
 */
final class WildFly {
  /** The credentials of the API's only user, as a header has them; on loopback only. */
  static final String VIEWER =
      "Basic " + Base64.getEncoder().encodeToString("viewer:viewer".getBytes(UTF_8));

  private static final long LARGEST_LOG = 2_000_000;
  private static final long LARGEST_H2_FILE = 20_000_000;

  private final Path home;
  private final Path servers;

  private WildFly(Path home, Path servers) {
    this.home = home;
    this.servers = servers;
  }

  /**
   * @param home the unpacked distribution, which is changed
   * @param servers where the servers' directories will be
   * @param configuration the product's server-config/wildfly
   */
  static WildFly configure(Path home, Path servers, Path configuration, Path driver)
      throws IOException, InterruptedException {
    WildFly wildFly = new WildFly(home, servers);
    copy(configuration.resolve("modules"), home.resolve("modules"));
    Files.copy(
        driver,
        home.resolve("modules/org/postgresql/jdbc/main/postgresql.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    wildFly.cli("--file=" + configuration.resolve("postgresql.cli"));
    wildFly.cli("--file=" + Resources.path("pool.cli"));
    wildFly.run("add-user.sh", "-a", "-u", "viewer", "-p", "viewer", "-g", "ledger-viewer", "-s");
    return wildFly;
  }

  private void cli(String argument) throws IOException, InterruptedException {
    run("jboss-cli.sh", argument);
  }

  private void run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve(script).toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(script + ": " + output);
    }
  }

  /** Where a server keeps its data in a user's home. */
  Path userHome(String name) {
    return servers.resolve(name).resolve("home");
  }

  /** Starts a server with its data in a database of PostgreSQL. */
  Server startOnPostgres(String name, Path war, int port, PostgresCluster postgres, String database)
      throws IOException, InterruptedException {
    return start(
        name,
        war,
        port,
        LARGEST_LOG,
        List.of(
            "-Dledger.datasource=java:/jdbc/ledger",
            "-Dpostgresql.host=127.0.0.1",
            "-Dpostgresql.port=" + postgres.port(),
            "-Dpostgresql.database=" + database,
            "-Dpostgresql.user=postgres",
            "-Dpostgresql.password=postgres"));
  }

  /** Starts a server with its data in the WAR's own H2, if any. */
  Server startOnItsOwn(String name, Path war, int port) throws IOException, InterruptedException {
    return start(name, war, port, LARGEST_H2_FILE, List.of());
  }

  private Server start(String name, Path war, int port, long largestFile, List<String> options)
      throws IOException, InterruptedException {
    Path base = servers.resolve(name);
    Files.deleteIfExists(base.resolve("deployments/subscription-ledger.war.deployed"));
    copy(home.resolve("standalone"), base);
    Files.createDirectories(userHome(name));
    Files.copy(
        war,
        base.resolve("deployments/subscription-ledger.war"),
        StandardCopyOption.REPLACE_EXISTING);
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + (port + 1),
                "-Djboss.management.http.port=" + (port + 2),
                "-Djboss.ajp.port=" + (port + 3),
                "-Dledger.apps=" + Provider.APP,
                // A lasting load has one signature.
                "-Dledger.callback.max-age=PT1H",
                "-Dledger.app." + Provider.APP + ".tokens=" + Provider.TOKEN));
    command.addAll(options);
    Map<String, String> environment =
        Map.of(
            "JAVA_OPTS",
            "-Xms64m -XX:MetaspaceSize=96M -Djava.net.preferIPv4Stack=true -Duser.home="
                + userHome(name));
    return Server.start(
        new Server.Command(command, environment, base.resolve("output.log"), largestFile), port);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Path copy = to.resolve(from.relativize(file).toString());
              if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
              } else {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
