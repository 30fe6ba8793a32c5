package subscriptionledger.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A WildFly as its administrator has it: unpacked, configured by the scripts of server-config, and
 * started by its own script.
 */
final class WildFlyInstallation implements AutoCloseable {
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

  /** The distribution, of which nobody has changed anything; its modules are those of the suite. */
  static WildFlyInstallation fresh(Path home) throws IOException {
    String name = "wildfly-" + property("wildfly.version");
    Path servers = Path.of(property("test.server.directory"));
    copy(servers.resolve("fresh").resolve(name), home);
    Files.createDirectory(home.resolve("modules"));
    Files.createSymbolicLink(
        home.resolve("modules/system"), servers.resolve(name).resolve("modules/system"));
    return new WildFlyInstallation(home);
  }

  /** Another one, configured alike. */
  WildFlyInstallation copyTo(Path other) throws IOException {
    copy(home, other);
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

  void addDriver(Path jar) throws IOException {
    Path module = home.resolve("modules/org/postgresql/jdbc/main");
    copy(SCRIPTS.resolve("modules"), home.resolve("modules"));
    Files.copy(jar, module.resolve("postgresql.jar"));
  }

  /** Runs a script of server-config, and returns what it printed. */
  String script(Path properties, Map<String, String> environment, String script) throws Exception {
    List<String> parameters =
        script.equals("postgresql.cli")
            ? List.of()
            : List.of("--properties=" + properties, "--resolve-parameter-values");
    return cli(environment, parameters, SCRIPTS.resolve(script));
  }

  /** Runs several of them one after the other in one process, which saves half a minute. */
  void scripts(Path properties, Map<String, String> environment, List<String> scripts)
      throws Exception {
    Path all = home.resolve("all.cli");
    List<String> lines = new ArrayList<>();
    for (String script : scripts) {
      lines.addAll(Files.readAllLines(SCRIPTS.resolve(script)));
    }
    Files.write(all, lines);
    String log = Files.exists(log("server.log")) ? Files.readString(log("server.log")) : "";
    cli(environment, List.of("--properties=" + properties, "--resolve-parameter-values"), all);
    // Each script starts a server within the CLI, which writes the properties of its Java into its
    // log: in one run, as here to save time, also those that a script before has decrypted. That is
    // why an administrator is told to run them one by one.
    Files.writeString(log("server.log"), log);
  }

  private String cli(Map<String, String> environment, List<String> parameters, Path script)
      throws Exception {
    Map<String, String> told = new HashMap<>(environment);
    told.put("JAVA_HOME", JAVA_HOME);
    told.put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/jboss-cli.sh").toString());
    command.addAll(parameters);
    command.add("--file=" + script);
    return Command.run(told, command);
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

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
