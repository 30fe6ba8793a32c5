package subscriptionledger.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import subscriptionledger.server.installation.WildFlyInstallation;
import subscriptionledger.server.process.FileTree;
import subscriptionledger.server.process.GlassFishDomain;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.server.process.TestServer;

/**
 * The server that the suite runs on: what it is told, and what Arquillian's adapter does not do for
 * it. The adapters read the system properties of this class through arquillian.xml.
 */
final class SuiteServer {
  private static final Path CONFIGURATION = Path.of("server-config");
  private static final Path TEST_CONFIGURATION = Path.of("src/test/server");

  private SuiteServer() {}

  /** Finds free ports, so that two checkouts can be tested at once, and prepares the server. */
  static void prepare(List<String> databaseOptions) throws Exception {
    for (String port : List.of("http", "https", "management")) {
      set("test.server." + port + ".port", ServerProcess.freePort());
    }
    set(
        "test.server.url",
        "http://127.0.0.1:" + property("test.server.http.port") + "/subscription-ledger/");
    List<String> options =
        ScriptedServer.IS_THAT_OF_THE_SUITE
            ? List.of(TestServer.OPEN)
            : Stream.concat(TestServer.LEDGER_OPTIONS.stream(), databaseOptions.stream()).toList();
    set("test.server.options", String.join(" ", options));
    switch (property("arquillian.launch")) {
      case "wildfly" -> wildFly();
      case "liberty" -> liberty();
      case "glassfish" -> glassFish(options);
      case "payara" -> payara();
      default -> throw new IllegalStateException("test.server: " + property("arquillian.launch"));
    }
  }

  /** The scripted one is another copy: those that tests start have this one's configuration. */
  private static void wildFly() throws Exception {
    Path home = TestServer.FOLDER.resolve("wildfly");
    WildFlyInstallation server = WildFlyInstallation.fresh(home);
    for (String file : List.of("application-users.properties", "application-roles.properties")) {
      Files.copy(
          TEST_CONFIGURATION.resolve("wildfly").resolve(file),
          home.resolve("standalone/configuration").resolve(file),
          REPLACE_EXISTING);
    }
    if (ProcessDatabase.POSTGRESQL) {
      server.addDriver(PostgresProcess.driver());
      server.script(Map.of(), "postgresql.cli");
    }
    Path ofSuite = ScriptedServer.IS_THAT_OF_THE_SUITE ? ScriptedServer.WILDFLY_HOME : home;
    set("test.server.home", ofSuite);
    set("test.server.log", ofSuite.resolve("standalone/log/server.log"));
  }

  private static void payara() {
    if (ScriptedServer.IS_THAT_OF_THE_SUITE) {
      set("arquillian.launch", "payara-server");
      set(
          "test.server.log",
          TestServer.DISTRIBUTION.resolve("glassfish/domains/suite/logs/server.log"));
    } else {
      set("test.server.payara.options", String.join(" ", TestServer.payaraMicroOptions()));
      set("test.server.log", TestServer.FOLDER.resolve("payara.log.0"));
    }
  }

  private static void liberty() throws Exception {
    // By this name Arquillian finds the process, among all that the user has.
    String name = "suite" + property("test.server.http.port");
    Path server = TestServer.DISTRIBUTION.resolve("usr/servers").resolve(name);
    put(CONFIGURATION.resolve("liberty/server.xml"), server);
    put(TestServer.library(JdbcDataSource.class), server.resolve("lib/global"));
    Path overrides = server.resolve("configDropins/overrides");
    FileTree.copy(TEST_CONFIGURATION.resolve("liberty"), overrides);
    if (ProcessDatabase.POSTGRESQL) {
      put(CONFIGURATION.resolve("liberty/postgresql.xml"), overrides);
      put(PostgresProcess.driver(), server.resolve("lib/postgresql"));
    }
    set("test.server.home", TestServer.DISTRIBUTION);
    set("test.server.liberty.name", name);
    set("test.server.liberty.configuration", server);
    set("test.server.log", server.resolve("logs/messages.log"));
  }

  private static void glassFish(List<String> options) throws Exception {
    // So that the ledger can be deployed again: see server-config/glassfish/README.md.
    put(TestServer.library(JdbcDataSource.class), GlassFishDomain.HOME.resolve("lib"));
    if (ProcessDatabase.POSTGRESQL) {
      put(PostgresProcess.driver(), GlassFishDomain.HOME.resolve("lib"));
    }
    Path domain = GlassFishDomain.HOME.resolve("domains/suite");
    GlassFishDomain.create(
            domain,
            Map.of(
                "http-listener-1", Integer.getInteger("test.server.http.port"),
                "http-listener-2", Integer.getInteger("test.server.https.port"),
                "admin-listener", Integer.getInteger("test.server.management.port")))
        .forTheSuite()
        .addJavaOptions(
            Stream.concat(
                    Stream.of(
                        "-Duser.home=" + TestServer.FOLDER.resolve("home"),
                        "-Dtest.server.http.port=" + property("test.server.http.port")),
                    options.stream())
                .toList());
    set("test.server.home", TestServer.DISTRIBUTION);
    set("test.server.log", domain.resolve("logs/server.log"));
  }

  private static void put(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.copy(file, folder.resolve(file.getFileName()));
  }

  private static void set(String property, Object value) {
    System.setProperty(property, value.toString());
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
