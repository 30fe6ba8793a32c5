package subscriptionledger.server.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import subscriptionledger.server.process.Command;
import subscriptionledger.server.process.GlassFishDomain;
import subscriptionledger.server.process.ServerProcess;

/**
 * A GlassFish as its administrator has it: started by asadmin, and configured by the scripts of
 * server-config. Only its ports are not those of the zip, and all of them are on loopback.
 */
final class GlassFishInstallation implements AsadminScripts.Server {
  private static final Path SCRIPTS = Path.of("server-config/glassfish").toAbsolutePath();
  private static final String DOMAIN = "configured";

  /** What GlassFish adds by itself, whenever it first comes to think of it. */
  private static final String GLASSFISHS_OWN = "concurrent/__default";

  private final int https = ServerProcess.freePort();
  private final int administration = ServerProcess.freePort();
  private final Path domain;

  GlassFishInstallation() throws IOException {
    domain = GlassFishDomain.HOME.resolve("domains").resolve(DOMAIN);
    GlassFishDomain.create(
            domain, Map.of("http-listener-2", https, "admin-listener", administration))
        .addJavaOptions(List.of("-Duser.home=" + userHome()));
    Files.createDirectories(userHome());
  }

  Path file(String name) {
    return domain.resolve(name);
  }

  Path log() {
    return file("logs/server.log");
  }

  /** The home of whoever runs the server: the built-in database would be there. */
  Path userHome() {
    return file("home");
  }

  URI https() {
    return URI.create("https://127.0.0.1:" + https + "/subscription-ledger/");
  }

  @Override
  public Map<String, List<String>> configuration() throws Exception {
    Map<String, List<String>> all = new TreeMap<>();
    all.put(
        "domain.xml",
        XmlText.lines(file("config/domain.xml")).stream()
            .filter(line -> !line.contains(GLASSFISHS_OWN))
            .toList());
    // The name and the groups: the hash of the password has a new salt each time.
    all.put(
        "users",
        lines("config/keyfile").stream()
            .map(line -> line.replaceFirst(";.*;", ";"))
            .sorted()
            .toList());
    all.put(
        "log",
        lines("config/logging.properties").stream()
            .filter(line -> line.startsWith("jakarta.enterprise.resource.jta"))
            .toList());
    all.put("aliases", asadmin("--terse", "list-password-aliases").lines().sorted().toList());
    try (Stream<Path> libraries = Files.list(file("lib"))) {
      all.put("libraries", libraries.map(Path::toString).sorted().toList());
    }
    return all;
  }

  private List<String> lines(String file) throws IOException {
    try (Stream<String> lines = Files.lines(file(file))) {
      return lines.filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
    }
  }

  void start() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    asadmin("start-domain", DOMAIN);
    // From then on the file is as GlassFish writes it, which is not as it was in the zip.
    asadmin("create-system-properties", "written=once");
    asadmin("delete-system-property", "written");
  }

  /** It is no child of the tests, and would outlive them when they end before they stop it. */
  private void kill() {
    try (Stream<String> pid = Files.lines(file("config/pid"))) {
      pid.map(Long::valueOf)
          .flatMap(number -> ProcessHandle.of(number).stream())
          .forEach(ProcessHandle::destroyForcibly);
    } catch (IOException | UncheckedIOException e) {
      // It is stopped, and has taken the file along.
    }
  }

  void restart() throws Exception {
    asadmin("restart-domain", DOMAIN);
  }

  /** Deploys the WAR of this build. */
  void deploy() throws Exception {
    asadmin("deploy", "--name=subscription-ledger", property("ledger.war"));
  }

  void stop() throws Exception {
    asadmin("stop-domain", "--kill=true", DOMAIN);
  }

  /** Runs a script of server-config. */
  @Override
  public void script(Map<String, String> environment, String script) throws Exception {
    run(environment, List.of(SCRIPTS.resolve(script).toString()));
  }

  String asadmin(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(GlassFishDomain.INSTALLATION.resolve("bin/asadmin").toString());
    command.addAll(List.of(arguments));
    return run(Map.of(), command);
  }

  private String run(Map<String, String> environment, List<String> command) throws Exception {
    Map<String, String> told = new HashMap<>(environment);
    told.put("JAVA_HOME", property("test.server.java.home"));
    told.put("GLASSFISH_HOME", GlassFishDomain.INSTALLATION.toString());
    told.put("GLASSFISH_DOMAIN", DOMAIN);
    told.put("AS_ADMIN_PORT", Integer.toString(administration));
    return Command.run(told, command);
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
