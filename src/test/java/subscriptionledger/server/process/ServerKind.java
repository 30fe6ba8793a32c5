package subscriptionledger.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The servers that a {@link ServerProcess} can be, and all in which they differ. */
enum ServerKind {
  WILDFLY {
    private final Path home = ServerProcess.SERVERS.resolve("wildfly");

    /** The configuration is that of the suite's server, with its users and its data source. */
    @Override
    void prepare(Path folder, Ports ports) throws IOException {
      Path base = Files.createDirectories(folder.resolve("standalone"));
      FileTree.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
      Path deployments = Files.createDirectories(base.resolve("deployments"));
      Files.copy(ServerProcess.WAR, deployments.resolve(ServerProcess.WAR.getFileName()));
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
              "-Djboss.https.port=" + ServerProcess.freePort(),
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
              ServerProcess.SERVERS.resolve("payara-micro.jar").toString(),
              "--port",
              Integer.toString(ports.http()),
              "--deploy",
              ServerProcess.WAR.toString()));
      command.addAll(TestServer.payaraMicroOptions());
      return command;
    }
  },

  LIBERTY {
    private static final String NAME = "process";

    private final Path home = TestServer.DISTRIBUTION;

    /** The configuration is that of the suite's server. */
    @Override
    void prepare(Path folder, Ports ports) throws IOException {
      Path suite = Path.of(ServerProcess.property("test.server.liberty.configuration"));
      Path server = Files.createDirectories(folder.resolve("usr/servers").resolve(NAME));
      Files.copy(suite.resolve("server.xml"), server.resolve("server.xml"));
      FileTree.copy(suite.resolve("configDropins"), server.resolve("configDropins"));
      FileTree.copy(suite.resolve("lib"), server.resolve("lib"));
      Path deployments = Files.createDirectories(server.resolve("dropins"));
      Files.copy(ServerProcess.WAR, deployments.resolve(ServerProcess.WAR.getFileName()));
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
      Files.copy(
          ServerProcess.WAR,
          domain(folder).resolve("autodeploy").resolve(ServerProcess.WAR.getFileName()));
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

  static ServerKind ofSuite() {
    String launch = ServerProcess.property("arquillian.launch");
    return launch.startsWith("payara") ? PAYARA : valueOf(launch.toUpperCase(Locale.ROOT));
  }

  abstract void prepare(Path folder, Ports ports) throws IOException;

  /** What it is told beside the environment of the tests. */
  Map<String, String> environment(Path folder) {
    return Map.of();
  }

  /** What follows {@code java}. */
  abstract List<String> command(Path folder, Ports ports, List<String> options) throws IOException;

  record Ports(int http, int management) {}
}
