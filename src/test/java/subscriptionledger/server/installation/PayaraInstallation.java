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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import subscriptionledger.server.process.Command;
import subscriptionledger.server.process.FileTree;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.server.process.TestServer;

/**
 * A Payara Server as its administrator has it: unpacked, started by asadmin, and configured by the
 * scripts of server-config. Only its ports are not those of the zip, and all of them are on
 * loopback.
 */
public final class PayaraInstallation implements AsadminScripts.Server {
  /** What Payara adds by itself, whenever it first comes to think of it. */
  private static final String PAYARAS_OWN = ".*(__default|jms-service|jms-host).*";

  public static final String HTTP = "http-listener-1";
  public static final String HTTPS = "http-listener-2";
  public static final String ADMIN = "admin-listener";

  private static final Path SCRIPTS = Path.of("server-config/payara").toAbsolutePath();
  private static final Path HOME = TestServer.DISTRIBUTION;
  private static final Path DOMAINS = HOME.resolve("glassfish/domains");
  private static final Pattern LISTENER =
      Pattern.compile("<(network-listener|iiop-listener|jmx-connector) [^>]*port=\"\\d+\"[^>]*>");

  private final String name;
  private final Path userHome;
  private final Map<String, Integer> ports;

  /**
   * A domain as it comes in the zip, where nobody could disturb another server, nor reach this one.
   *
   * @param userHome of whoever runs it: the built-in database would be there
   * @param ports of those listeners that need a certain one
   */
  public PayaraInstallation(String name, Path userHome, Map<String, Integer> ports)
      throws IOException {
    this.name = name;
    this.userHome = userHome;
    this.ports = new HashMap<>(ports);
    FileTree.copy(DOMAINS.resolve("domain1"), DOMAINS.resolve(name));
    Path file = domain("config/domain.xml");
    String configuration = LISTENER.matcher(Files.readString(file)).replaceAll(this::onLoopback);
    Files.writeString(
        file,
        configuration
            .replaceFirst(
                "<hazelcast-config-specific-configuration>",
                "<hazelcast-config-specific-configuration enabled=\"false\">")
            .replaceFirst("value=\"7676\"", "value=\"" + ServerProcess.freePort() + "\"")
            .replaceFirst(
                "<jvm-options>",
                "<jvm-options>-Duser.home="
                    + userHome
                    + "</jvm-options><jvm-options>-Dtest.server.http.port="
                    + ports.get(HTTP)
                    + "</jvm-options>$0"));
    Files.createDirectories(userHome);
  }

  private String onLoopback(MatchResult listener) {
    try {
      int free = ServerProcess.freePort();
      int port =
          Stream.of(HTTP, HTTPS, ADMIN)
              .filter(known -> listener.group().contains("protocol=\"" + known + "\""))
              .findFirst()
              .map(known -> ports.computeIfAbsent(known, unused -> free))
              .orElse(free);
      return listener
          .group()
          .replaceFirst("port=\"\\d+\"", "port=\"" + port + "\"")
          .replaceFirst(" address=\"[^\"]*\"", "")
          .replaceFirst("<\\S+", "$0 address=\"127.0.0.1\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path domain(String file) {
    return DOMAINS.resolve(name).resolve(file);
  }

  Path log() {
    return domain("logs/server.log");
  }

  Path userHome() {
    return userHome;
  }

  URI https() {
    return URI.create("https://127.0.0.1:" + ports.get(HTTPS) + "/subscription-ledger/");
  }

  @Override
  public Map<String, List<String>> configuration() throws Exception {
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

  private List<String> lines(String file, String pattern) throws IOException {
    try (Stream<String> lines = Files.lines(domain(file))) {
      return lines.filter(line -> line.matches(pattern)).sorted().toList();
    }
  }

  public void start() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    asadmin("start-domain", name);
  }

  /** It is no child of the tests, and would outlive them when they end before they stop it. */
  private void kill() {
    try (Stream<String> pid = Files.lines(domain("config/pid"))) {
      pid.map(Long::valueOf)
          .flatMap(number -> ProcessHandle.of(number).stream())
          .forEach(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      // It is stopped, and has taken the file along.
    }
  }

  public void restart() throws Exception {
    asadmin("restart-domain", name);
  }

  /** Deploys the WAR of this build. */
  void deploy() throws Exception {
    asadmin("deploy", "--name=subscription-ledger", property("ledger.war"));
  }

  public void stop() throws Exception {
    asadmin("stop-domain", "--kill=true", name);
  }

  /** Sets a property that applications find by MicroProfile Config. */
  public void set(String property, String value) throws Exception {
    asadmin(
        "set-config-property",
        "--source=domain",
        "--propertyName=" + property,
        "--propertyValue=" + value);
  }

  /** Adds a user of the server's own, in no group. */
  public void addUser(String nameAndPassword) throws Exception {
    Path password = Files.createTempFile(DOMAINS.resolve(name), "password", null);
    Files.writeString(password, "AS_ADMIN_USERPASSWORD=" + nameAndPassword);
    asadmin("--passwordfile=" + password, "create-file-user", nameAndPassword);
    Files.delete(password);
  }

  /** Runs a script of server-config. */
  @Override
  public void script(Map<String, String> environment, String script) throws Exception {
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
    told.put("PAYARA_DOMAIN", name);
    told.put("AS_ADMIN_PORT", Objects.requireNonNull(ports.get(ADMIN)).toString());
    return Command.run(told, command);
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
