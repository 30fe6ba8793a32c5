package subscriptionledger.server.process;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A domain of GlassFish as it is in the zip, but on loopback and on ports of its own. */
public record GlassFishDomain(Path folder) {
  /** What the zip unpacks to, and administrators call GLASSFISH_HOME. */
  public static final Path INSTALLATION = TestServer.DISTRIBUTION;

  public static final Path HOME = INSTALLATION.resolve("glassfish");

  private static final Path OF_THE_ZIP = HOME.resolve("domains/domain1");
  private static final Path TEST = Path.of("src/test/server/glassfish");
  private static final Pattern LISTENER =
      Pattern.compile("<(network-listener|iiop-listener|jmx-connector) [^>]*port=\"\\d+\"[^>]*>");
  private static final Pattern NAME = Pattern.compile(" (?:name|id)=\"([^\"]+)\"");
  private static final Pattern JAVA_OPTION = Pattern.compile("<jvm-options>([^<]*)</jvm-options>");

  /**
   * Makes one, which has not been started yet.
   *
   * @param ports of its listeners, by their names; any other gets one that is free now
   */
  public static GlassFishDomain create(Path folder, Map<String, Integer> ports) throws IOException {
    FileTree.copy(OF_THE_ZIP, folder);
    GlassFishDomain domain = new GlassFishDomain(folder);
    String onLoopback =
        LISTENER.matcher(domain.text()).replaceAll(listener -> onLoopback(listener, ports));
    domain.write(onLoopback.replace("telnet.port=6666", "telnet.port=" + ServerProcess.freePort()));
    return domain;
  }

  private static String onLoopback(MatchResult listener, Map<String, Integer> ports) {
    try {
      Matcher name = NAME.matcher(listener.group());
      Integer port = name.find() ? ports.get(name.group(1)) : null;
      return listener
          .group()
          .replaceFirst(" address=\"[^\"]*\"", "")
          .replaceFirst(
              " port=\"\\d+\"",
              " address=\"127.0.0.1\" port=\""
                  + (port == null ? ServerProcess.freePort() : port)
                  + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it what the suite needs, which is about what the scripts of server-config do. */
  public GlassFishDomain forTheSuite() throws IOException {
    Files.copy(TEST.resolve("keyfile"), folder.resolve("config/keyfile"), REPLACE_EXISTING);
    addJavaOptions(List.of("-Dproduct.name=", "-Dderby.system.home=" + folder.resolve("logs")));
    write(
        text()
            .replace(
                "<http default-virtual-server=\"server\"",
                "<http xpowered-by=\"false\" default-virtual-server=\"server\"")
            .replaceFirst(
                "<thread-pool name=\"http-thread-pool\"", "$0 max-thread-pool-size=\"50\"")
            .replaceFirst(
                "<java-config ",
                "$0java-home=\"" + System.getProperty("test.server.java.home") + "\" "));
    Path log = folder.resolve("config/logging.properties");
    Files.writeString(
        log,
        Files.readString(log).replace("resource.jta.level=INFO", "resource.jta.level=WARNING"));
    if (ProcessDatabase.POSTGRESQL) {
      write(
          text()
              .replaceFirst(
                  "(?=</resources>)",
                  Matcher.quoteReplacement(Files.readString(TEST.resolve("postgresql.xml"))))
              .replaceFirst("(?=<resource-ref )", "<resource-ref ref=\"jdbc/ledger\"/>"));
    }
    return this;
  }

  /** Gives its Java options that count for less than those it has. */
  public void addJavaOptions(List<String> options) throws IOException {
    StringBuilder elements = new StringBuilder();
    options.forEach(
        option -> elements.append("<jvm-options>").append(option).append("</jvm-options>"));
    write(text().replaceFirst("(?=<jvm-options>)", Matcher.quoteReplacement(elements.toString())));
  }

  /**
   * What follows {@code java} to run it without asadmin, which would be killed in place of the
   * server.
   *
   * @param more options of its Java, which count for more than those it has
   */
  List<String> command(List<String> more) throws IOException {
    List<String> command = new ArrayList<>();
    Matcher option = JAVA_OPTION.matcher(text());
    while (option.find()) {
      command.add(
          option
              .group(1)
              .replace("${com.sun.aas.instanceRoot}", folder.toString())
              .replace("${com.sun.aas.installRoot}", HOME.toString()));
    }
    command.addAll(more);
    command.addAll(
        List.of(
            "-Dcom.sun.aas.instanceRoot=" + folder,
            "-Dcom.sun.aas.installRoot=" + HOME,
            "-cp",
            HOME.resolve("modules/glassfish.jar").toString(),
            "com.sun.enterprise.glassfish.bootstrap.GlassFishMain",
            "-type",
            "DAS",
            "-domaindir",
            folder.toString(),
            "-domainname",
            folder.getFileName().toString(),
            "-instancename",
            "server",
            "-upgrade",
            "false",
            "-verbose",
            "false"));
    return command;
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("config/domain.xml"));
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("config/domain.xml"), text);
  }
}
