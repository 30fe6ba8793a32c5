package subscriptionledger.server;

import static subscriptionledger.server.LedgerClient.APP;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server of its own beside Arquillian's, with the WAR of this build: in a process that can be
 * killed and started again, and keeps its data meanwhile.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** Little, because there may be two; and a server that lives for seconds compiles no better. */
  private static final List<String> MACHINE = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  private static final Path WAR = Path.of(property("ledger.war"));
  private static final Path SERVERS = Path.of(property("test.server.directory"));

  private final Kind kind;
  private final Path folder;
  private final int port;
  private final List<String> options;
  private @Nullable Process process;

  /** The servers, and all in which they differ. */
  private enum Kind {
    WILDFLY {
      private final Path home = SERVERS.resolve("wildfly-" + property("wildfly.version"));

      /** The configuration is that of the suite's server, with its users and its data source. */
      @Override
      void prepare(Path folder) throws IOException {
        Path base = Files.createDirectories(folder.resolve("standalone"));
        copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        Files.copy(WAR, deployments.resolve(WAR.getFileName()));
      }

      /** Without standalone.sh, which would be killed in place of the server. */
      @Override
      List<String> command(Path folder, int port, List<String> options) throws IOException {
        Path base = folder.resolve("standalone");
        List<String> command = new ArrayList<>(options);
        MODULAR_OPTIONS.forEach(opened -> command.add(opened + "=ALL-UNNAMED"));
        command.addAll(
            List.of(
                "-Djboss.modules.system.pkgs=org.jboss.byteman",
                "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
                "-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + freePort(),
                "-Djboss.management.http.port=" + freePort()));
        return command;
      }
    },

    PAYARA {
      @Override
      void prepare(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
      }

      @Override
      List<String> command(Path folder, int port, List<String> options) {
        List<String> command = new ArrayList<>(options);
        command.addAll(
            List.of(
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-jar",
                SERVERS.resolve("payara-micro.jar").toString(),
                "--port",
                Integer.toString(port),
                "--prebootcommandfile",
                "src/test/server/payara/listener.asadmin",
                "--postdeploycommandfile",
                "src/test/server/payara/users.asadmin",
                "--deploy",
                WAR.toString()));
        Stream.of(System.getProperty("test.database.payara.options", "").split(" ", -1))
            .filter(option -> !option.isEmpty())
            .forEach(command::add);
        return command;
      }
    };

    /** What standalone.sh opens to the server. */
    private static final List<String> MODULAR_OPTIONS =
        List.of(
            "--add-exports=java.desktop/sun.awt",
            "--add-exports=java.naming/com.sun.jndi.ldap",
            "--add-exports=java.naming/com.sun.jndi.url.ldap",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns",
            "--add-opens=java.base/java.lang",
            "--add-opens=java.base/java.lang.invoke",
            "--add-opens=java.base/java.lang.reflect",
            "--add-opens=java.base/java.io",
            "--add-opens=java.base/java.net",
            "--add-opens=java.base/java.security",
            "--add-opens=java.base/java.util",
            "--add-opens=java.base/java.util.concurrent",
            "--add-opens=java.management/javax.management",
            "--add-opens=java.naming/javax.naming");

    static Kind ofSuite() {
      return property("arquillian.launch").equals("payara") ? PAYARA : WILDFLY;
    }

    abstract void prepare(Path folder) throws IOException;

    /** What follows {@code java}. */
    abstract List<String> command(Path folder, int port, List<String> options) throws IOException;
  }

  /**
   * A server that has not been started yet.
   *
   * @param more options of its Java, which count for more than those it has anyway
   */
  ServerProcess(String name, ProcessDatabase database, String... more) throws IOException {
    this.kind = Kind.ofSuite();
    this.folder = Files.createDirectories(folder(name));
    this.port = freePort();
    this.options = new ArrayList<>(MACHINE);
    options.add("-Duser.home=" + home(name));
    options.addAll(List.of(property("test.server.options").split(" ", -1)));
    options.addAll(database.options());
    options.addAll(List.of(more));
    Files.createDirectories(home(name));
    kind.prepare(folder);
  }

  /** The home of whoever runs that server: the built-in database is there. */
  static Path home(String name) {
    return folder(name).resolve("home");
  }

  static Path folder(String name) {
    return SERVERS.resolve("processes").resolve(name);
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/subscription-ledger/");
  }

  /** Starts it, and waits until the ledger answers. */
  void start() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("test.server.java.home"), "bin", "java").toString());
    command.addAll(kind.command(folder, port, options));
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()))
            .start();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    LedgerClient client = new LedgerClient(url());
    Await.until(
        "the ledger answers; see " + console(),
        START_LIMIT,
        () -> {
          if (!started.isAlive()) {
            throw new IOException("the server has ended; see " + console());
          }
          return answers(client);
        });
  }

  /** Kills it with SIGKILL, and waits until it is gone. */
  void kill() {
    running().destroyForcibly().onExit().join();
  }

  /** The process that is the server. */
  ProcessHandle handle() {
    return running().toHandle();
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }

  private Process running() {
    return Objects.requireNonNull(process, "it has not been started");
  }

  private Path console() {
    return folder.resolve("console.log");
  }

  private static boolean answers(LedgerClient client) throws InterruptedException {
    try {
      return client.get("api/v1/apps/" + APP + "/entries?limit=1", "viewer").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
