package subscriptionledger.server.installation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.process.Command;
import subscriptionledger.server.process.FileTree;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.server.process.TestServer;

/**
 * A WildFly as its administrator has it: unpacked, configured by the scripts of server-config, and
 * started by its own script.
 */
public final class WildFlyInstallation implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("server-config/wildfly").toAbsolutePath();
  private static final Path WAR = Path.of(property("ledger.war"));
  private static final String JAVA_HOME = property("test.server.java.home");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Path home;
  private @Nullable Process process;
  private int httpsPort;

  private WildFlyInstallation(Path home) {
    this.home = home;
  }

  /** The distribution as it was unpacked, with a link in place of the modules, which are large. */
  public static WildFlyInstallation fresh(Path home) throws IOException {
    for (String file : List.of("bin", "standalone", "welcome-content", "jboss-modules.jar")) {
      FileTree.copy(TestServer.DISTRIBUTION.resolve(file), home.resolve(file));
    }
    Files.createDirectory(home.resolve("modules"));
    Files.createSymbolicLink(
        home.resolve("modules/system"), TestServer.DISTRIBUTION.resolve("modules/system"));
    Files.copy(SCRIPTS.resolve("ledger.properties"), home.resolve("ledger.properties"));
    return new WildFlyInstallation(home);
  }

  /** Another one, configured alike. */
  WildFlyInstallation copyTo(Path other) throws IOException {
    FileTree.copy(home, other);
    return new WildFlyInstallation(other);
  }

  Path configuration() {
    return home.resolve("standalone/configuration/standalone.xml");
  }

  Path log(String name) {
    return home.resolve("standalone/log").resolve(name);
  }

  /** The home of whoever runs the server: the built-in database would be there. */
  Path userHome() {
    return home.resolve("home");
  }

  public void addDriver(Path jar) throws IOException {
    Path module = home.resolve("modules/org/postgresql/jdbc/main");
    FileTree.copy(SCRIPTS.resolve("modules"), home.resolve("modules"));
    Files.copy(jar, module.resolve("postgresql.jar"));
  }

  /** What an administrator fills in for the scripts. */
  private Path properties() {
    return home.resolve("ledger.properties");
  }

  /** Fills that in, in place of what was there before. */
  public void fillIn(String key, Object value) throws IOException {
    String start = key + "=";
    List<String> lines = Files.readAllLines(properties());
    lines.replaceAll(line -> line.startsWith(start) ? start + value : line);
    Files.write(properties(), lines);
  }

  /** The same of a secret, which secrets.cli has made a key for. */
  public void fillInEncrypted(String key, String secret) throws Exception {
    script(Map.of("LEDGER_SECRET", secret), "encrypt.sh", key);
  }

  /** Runs a script of server-config, and returns what it printed. */
  public String script(Map<String, String> environment, String script, String... arguments)
      throws Exception {
    if (script.endsWith(".sh")) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", home.toString()));
      command.add(SCRIPTS.resolve(script).toString());
      command.addAll(List.of(arguments));
      return Command.run(told(environment), command);
    }
    boolean reads = !script.equals("postgresql.cli");
    return cli(environment, reads ? interpretation() : List.of(), SCRIPTS.resolve(script));
  }

  private List<String> interpretation() {
    return List.of("--properties=" + properties(), "--resolve-parameter-values");
  }

  /** Runs several of them, those of the CLI in one process, which saves half a minute. */
  public void scripts(Map<String, String> environment, List<String> scripts) throws Exception {
    Path all = home.resolve("all.cli");
    List<String> lines = new ArrayList<>();
    for (String script : scripts) {
      if (script.endsWith(".sh")) {
        script(environment, script);
      } else {
        lines.addAll(Files.readAllLines(SCRIPTS.resolve(script)));
      }
    }
    Files.write(all, lines);
    String log = Files.exists(log("server.log")) ? Files.readString(log("server.log")) : "";
    cli(environment, interpretation(), all);
    // Each script starts a server within the CLI, which writes the properties of its Java into its
    // log: in one run, as here to save time, also those that a script before has decrypted. That is
    // why an administrator is told to run them one by one.
    Files.writeString(log("server.log"), log);
  }

  /** Adds a user of the server's own, in no group. */
  public void addUser(String nameAndPassword) throws Exception {
    Command.run(
        Map.of("JAVA_HOME", JAVA_HOME),
        List.of(
            home.resolve("bin/add-user.sh").toString(),
            "-a",
            "-u",
            nameAndPassword,
            "-p",
            nameAndPassword));
  }

  private String cli(Map<String, String> environment, List<String> parameters, Path script)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/jboss-cli.sh").toString());
    command.addAll(parameters);
    command.add("--file=" + script);
    return Command.run(told(environment), command);
  }

  private static Map<String, String> told(Map<String, String> environment) {
    Map<String, String> told = new HashMap<>(environment);
    told.put("JAVA_HOME", JAVA_HOME);
    told.put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    return told;
  }

  /** Starts it with the WAR, and waits until that is deployed. */
  void start(String... options) throws Exception {
    httpsPort = ServerProcess.freePort();
    Path deployed = home.resolve("standalone/deployments").resolve(WAR.getFileName());
    Files.copy(WAR, deployed, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(marker(deployed, "deployed"));
    Files.createDirectories(userHome());
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/standalone.sh").toString());
    command.add("-Djboss.http.port=" + ServerProcess.freePort());
    command.add("-Djboss.https.port=" + httpsPort);
    command.add("-Djboss.management.http.port=" + ServerProcess.freePort());
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", JAVA_HOME);
    builder
        .environment()
        .put("JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1 -Duser.home=" + userHome());
    Path console = home.resolve("console.log");
    Process started =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
            .start();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(started)));
    Await.until(
        "the ledger is deployed; see " + console,
        START_LIMIT,
        () -> {
          if (!started.isAlive() || Files.exists(marker(deployed, "failed"))) {
            throw new IOException("the server or the ledger did not start; see " + console);
          }
          return Files.exists(marker(deployed, "deployed"));
        });
  }

  private static Path marker(Path deployment, String state) {
    return deployment.resolveSibling(deployment.getFileName() + "." + state);
  }

  URI https() {
    return URI.create("https://127.0.0.1:" + httpsPort + "/subscription-ledger/");
  }

  @Override
  public void close() {
    if (process != null) {
      kill(process);
    }
  }

  /** The server is a child of the script that started it. */
  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
    process.destroyForcibly().onExit().join();
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
