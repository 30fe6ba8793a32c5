package subscriptionledger.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.concurrent.TimeUnit;
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

  static final Path WAR = Path.of(property("ledger.war"));
  static final Path SERVERS = TestServer.FOLDER;

  private final ServerKind kind;
  private final Path folder;
  private final ServerKind.Ports ports;
  private final List<String> options;
  private @Nullable Process process;

  /**
   * A server that has not been started yet.
   *
   * @param more options of its Java, which count for more than those it has anyway
   */
  public ServerProcess(String name, ProcessDatabase database, String... more) throws IOException {
    this(name, TestServer.LEDGER_OPTIONS, database, more);
  }

  /** A server that is told nothing of the ledger but its database, and these options. */
  public static ServerProcess unconfigured(String name, ProcessDatabase database, String... more)
      throws IOException {
    return new ServerProcess(name, List.of(), database, more);
  }

  private ServerProcess(String name, List<String> ledger, ProcessDatabase database, String... more)
      throws IOException {
    this.kind = ServerKind.ofSuite();
    this.folder = Files.createDirectories(folder(name));
    this.ports = new ServerKind.Ports(freePort(), freePort());
    this.options = new ArrayList<>(MACHINE);
    options.add("-Duser.home=" + home(name));
    options.addAll(ledger);
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
                TestServer.DISTRIBUTION.resolve("bin/client/jboss-cli-client.jar").toString(),
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
      return client.get("api/v1/apps", "viewer").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
