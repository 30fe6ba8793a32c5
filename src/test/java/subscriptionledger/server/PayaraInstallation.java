package subscriptionledger.server;

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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Payara Server as its administrator has it: unpacked, started by asadmin, and configured by the
 * scripts of server-config. Only its ports are not those of the zip, and all of them are on
 * loopback.
 */
final class PayaraInstallation {
  /** What Payara adds by itself, whenever it first comes to think of it. */
  private static final String PAYARAS_OWN = ".*(__default|jms-service|jms-host).*";

  private static final Path SCRIPTS = Path.of("server-config/payara").toAbsolutePath();
  private static final Path HOME =
      Path.of(property("test.server.directory")).resolve("fresh/payara6");
  private static final Path DOMAIN = HOME.resolve("glassfish/domains/domain1");
  private static final Pattern LISTENER =
      Pattern.compile("<(network-listener|iiop-listener|jmx-connector) [^>]*port=\"\\d+\"[^>]*>");

  private final Map<String, Integer> ports = new HashMap<>();

  /** Where nobody could disturb another server, nor reach this one. */
  PayaraInstallation() throws IOException {
    Path file = domain("config/domain.xml");
    String configuration = LISTENER.matcher(Files.readString(file)).replaceAll(this::onLoopback);
    Files.writeString(
        file,
        configuration
            .replaceFirst(
                "<hazelcast-config-specific-configuration>",
                "<hazelcast-config-specific-configuration enabled=\"false\">")
            .replaceFirst(
                "<jvm-options>", "<jvm-options>-Duser.home=" + userHome() + "</jvm-options>$0"));
    Files.createDirectories(userHome());
  }

  private String onLoopback(MatchResult listener) {
    try {
      int port = ServerProcess.freePort();
      Stream.of("http-listener-2", "admin-listener")
          .filter(name -> listener.group().contains("protocol=\"" + name + "\""))
          .forEach(name -> ports.put(name, port));
      return listener
          .group()
          .replaceFirst("port=\"\\d+\"", "port=\"" + port + "\"")
          .replaceFirst(" address=\"[^\"]*\"", "")
          .replaceFirst("<\\S+", "$0 address=\"127.0.0.1\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path domain(String file) {
    return DOMAIN.resolve(file);
  }

  static Path log() {
    return domain("logs/server.log");
  }

  /** The home of whoever runs the server: the built-in database would be there. */
  static Path userHome() {
    return DOMAIN.resolveSibling("home");
  }

  URI https() {
    return URI.create(
        "https://127.0.0.1:" + ports.get("http-listener-2") + "/subscription-ledger/");
  }

  /** All that the scripts change, by the name of where it is. */
  Map<String, List<String>> configuration() throws Exception {
    Map<String, List<String>> all = new TreeMap<>();
    all.put(
        "domain.xml",
        XmlText.lines(domain("config/domain.xml")).stream()
            .filter(line -> !line.matches(PAYARAS_OWN))
            .toList());
    // The name and the groups: the hash of the password has a new salt each time.
    all.put(
        "users",
        lines("config/keyfile", "[^#].*").stream()
            .map(line -> line.replaceFirst(";.*;", ";"))
            .toList());
    all.put("log", lines("config/logging.properties", ".*GFFileHandler.formatter=.*"));
    all.put("aliases", asadmin("--terse", "list-password-aliases").lines().sorted().toList());
    try (Stream<Path> libraries = Files.list(domain("lib"))) {
      all.put("libraries", libraries.map(Path::toString).sorted().toList());
    }
    return all;
  }

  private static List<String> lines(String file, String pattern) throws IOException {
    try (Stream<String> lines = Files.lines(domain(file))) {
      return lines.filter(line -> line.matches(pattern)).sorted().toList();
    }
  }

  void start() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(PayaraInstallation::kill));
    asadmin("start-domain", "domain1");
  }

  /** It is no child of the tests, and would outlive them when they end before they stop it. */
  private static void kill() {
    try (Stream<String> pid = Files.lines(domain("config/pid"))) {
      pid.map(Long::valueOf)
          .flatMap(number -> ProcessHandle.of(number).stream())
          .forEach(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      // It is stopped, and has taken the file along.
    }
  }

  void restart() throws Exception {
    asadmin("restart-domain", "domain1");
  }

  /** Deploys the WAR of this build. */
  void deploy() throws Exception {
    asadmin("deploy", "--name=subscription-ledger", property("ledger.war"));
  }

  void stop() throws Exception {
    asadmin("stop-domain", "--kill=true", "domain1");
  }

  /** Runs a script of server-config. */
  void script(Map<String, String> environment, String script) throws Exception {
    run(environment, List.of(SCRIPTS.resolve(script).toString()));
  }

  String asadmin(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin/asadmin").toString());
    command.addAll(List.of(arguments));
    return run(Map.of(), command);
  }

  private String run(Map<String, String> environment, List<String> command) throws Exception {
    Map<String, String> told = new HashMap<>(environment);
    told.put("JAVA_HOME", property("test.server.java.home"));
    told.put("PAYARA_HOME", HOME.toString());
    told.put("PAYARA_DOMAIN", "domain1");
    told.put("AS_ADMIN_PORT", Objects.requireNonNull(ports.get("admin-listener")).toString());
    return Command.run(told, command);
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
