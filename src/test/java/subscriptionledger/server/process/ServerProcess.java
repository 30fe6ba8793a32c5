package subscriptionledger.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;

/**
 * A server of its own beside Arquillian's, with the WAR of this build: in a process that can be
 * killed and started again, and keeps its data meanwhile.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** Little, because there may be two; and a server that lives for seconds compiles no better. */
  private static final List<String> MACHINE = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  private static final Path WAR = Path.of(property("ledger.war"));
  private static final Path SERVERS = Path.of(property("test.server.directory"));

  private final Kind kind;
  private final Path folder;
  private final Ports ports;
  private final List<String> options;
  private @Nullable Process process;

  /** The servers, and all in which they differ. */
  private enum Kind {
    WILDFLY {
      private final Path home = SERVERS.resolve("wildfly-" + property("wildfly.version"));

      /** The configuration is that of the suite's server, with its users and its data source. */
      @Override
      void prepare(Path folder, Ports ports) throws IOException {
        Path base = Files.createDirectories(folder.resolve("standalone"));
        FileTree.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        Files.copy(WAR, deployments.resolve(WAR.getFileName()));
      }

      /** Without standalone.sh, which would be killed in place of the server. */
      @Override
      List<String> command(Path folder, Ports ports, List<String> options) throws IOException {
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
                "-Djboss.http.port=" + ports.http(),
                "-Djboss.https.port=" + freePort(),
                "-Djboss.management.http.port=" + ports.management()));
        return command;
      }
    },

    PAYARA {
      @Override
      void prepare(Path folder, Ports ports) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
      }

      @Override
      List<String> command(Path folder, Ports ports, List<String> options) {
        List<String> command = new ArrayList<>(options);
        command.addAll(
            List.of(
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-jar",
                SERVERS.resolve("payara-micro.jar").toString(),
                "--port",
                Integer.toString(ports.http()),
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
    },

    LIBERTY {
      private static final String NAME = "process";

      private final Path home = SERVERS.resolve("wlp");

      /** The configuration is that of the suite's server. */
      @Override
      void prepare(Path folder, Ports ports) throws IOException {
        Path suite = Path.of(property("test.server.liberty.configuration"));
        Path server = Files.createDirectories(folder.resolve("usr/servers").resolve(NAME));
        Files.copy(suite.resolve("server.xml"), server.resolve("server.xml"));
        FileTree.copy(suite.resolve("configDropins"), server.resolve("configDropins"));
        FileTree.copy(suite.resolve("lib"), server.resolve("lib"));
        Path deployments = Files.createDirectories(server.resolve("dropins"));
        Files.copy(WAR, deployments.resolve(WAR.getFileName()));
      }

      @Override
      Map<String, String> environment(Path folder) {
        return Map.of("WLP_USER_DIR", folder.resolve("usr").toAbsolutePath().toString());
      }

      /** Without the script "server", which would be killed in place of the server. */
      @Override
      List<String> command(Path folder, Ports ports, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(options);
        Files.readAllLines(home.resolve("lib/platform/java/java9.options")).stream()
            .filter(line -> !line.startsWith("#"))
            .forEach(command::add);
        command.addAll(
            List.of(
                "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                "-Dhttp.host=127.0.0.1",
                "-Dhttp.port=" + ports.http(),
                "-Dhttps.port=-1",
                "-jar",
                home.resolve("bin/tools/ws-server.jar").toString(),
                NAME));
        return command;
      }
    },

    GLASSFISH {
      @Override
      void prepare(Path folder, Ports ports) throws IOException {
        GlassFishDomain.create(
                domain(folder),
                Map.of("http-listener-1", ports.http(), "admin-listener", ports.management()))
            .forTheSuite();
        Files.copy(WAR, domain(folder).resolve("autodeploy").resolve(WAR.getFileName()));
      }

      @Override
      List<String> command(Path folder, Ports ports, List<String> options) throws IOException {
        return new GlassFishDomain(domain(folder)).command(options);
      }

      private Path domain(Path folder) {
        return folder.resolve("domain").toAbsolutePath();
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
      String launch = property("arquillian.launch");
      return launch.startsWith("payara") ? PAYARA : valueOf(launch.toUpperCase(Locale.ROOT));
    }

    abstract void prepare(Path folder, Ports ports) throws IOException;

    /** What it is told beside the environment of the tests. */
    Map<String, String> environment(Path folder) {
      return Map.of();
    }

    /** What follows {@code java}. */
    abstract List<String> command(Path folder, Ports ports, List<String> options)
        throws IOException;
  }

  private record Ports(int http, int management) {}

  /**
   * A server that has not been started yet.
   *
   * @param more options of its Java, which count for more than those it has anyway
   */
  public ServerProcess(String name, ProcessDatabase database, String... more) throws IOException {
    this.kind = Kind.ofSuite();
    this.folder = Files.createDirectories(folder(name));
    this.ports = new Ports(freePort(), freePort());
    this.options = new ArrayList<>(MACHINE);
    options.add("-Duser.home=" + home(name));
    options.addAll(List.of(property("test.server.options").split(" ", -1)));
    options.addAll(database.options());
    options.addAll(List.of(more));
    Files.createDirectories(home(name));
    kind.prepare(folder, ports);
  }

  /** The home of whoever runs that server: the built-in database is there. */
  public static Path home(String name) {
    return folder(name).resolve("home");
  }

  static Path folder(String name) {
    return SERVERS.resolve("processes").resolve(name);
  }

  /** A port that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + ports.http() + "/subscription-ledger/");
  }

  /**
   * Starts it, and waits until the ledger answers.
   *
   * @param more options of its Java for this time, which count for more than all others
   */
  public void start(String... more) throws Exception {
    launch(more);
    Process started = running();
    LedgerClient client = new LedgerClient(url());
    Await.until(
        "the ledger answers; see " + consoleFile(),
        START_LIMIT,
        () -> {
          if (!started.isAlive()) {
            throw new IOException("the server has ended; see " + consoleFile());
          }
          return answers(client);
        });
  }

  /** Starts it, and does not wait. */
  public void launch(String... more) throws IOException {
    List<String> allOptions = new ArrayList<>(options);
    allOptions.addAll(List.of(more));
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("test.server.java.home"), "bin", "java").toString());
    command.addAll(kind.command(folder, ports, allOptions));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(kind.environment(folder));
    Process started =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(consoleFile().toFile()))
            .start();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
  }

  /** Kills it with SIGKILL, and waits until it is gone. */
  public void kill() {
    running().destroyForcibly().onExit().join();
  }

  /** Stops it as an administrator does (SIGTERM), and waits until it is gone. */
  public void stop() throws Exception {
    running().destroy();
    if (!running().waitFor(2, TimeUnit.MINUTES)) {
      throw new IOException("the server does not stop; see " + consoleFile());
    }
  }

  /** Has a command carried out by the management of a WildFly, and returns what that says. */
  public String manage(String command) throws Exception {
    Process cli =
        new ProcessBuilder(
                Path.of(property("test.server.java.home"), "bin", "java").toString(),
                "-jar",
                SERVERS
                    .resolve("wildfly-" + property("wildfly.version"))
                    .resolve("bin/client/jboss-cli-client.jar")
                    .toString(),
                "--connect",
                "--controller=127.0.0.1:" + ports.management(),
                "--command=" + command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(cli.getInputStream().readAllBytes(), UTF_8);
    if (cli.waitFor() != 0) {
      throw new IOException(command + ": " + answer);
    }
    return answer;
  }

  /** The process that is the server. */
  public ProcessHandle handle() {
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

  /** What it has written to its console so far. */
  public String console() throws IOException {
    return Files.readString(consoleFile());
  }

  private Path consoleFile() {
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
}
