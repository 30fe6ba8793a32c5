package subscriptionledger.server;

import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.APPS;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.OPEN_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.PREVIOUS_TOKEN;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.installation.OwnCertificate;
import subscriptionledger.server.installation.PayaraInstallation;
import subscriptionledger.server.installation.WildFlyInstallation;
import subscriptionledger.server.process.LedgerSql;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.TestServer;

/**
 * The suite's server as the scripts of server-config alone make it, of what was in the server's
 * zip: with its data source in PostgreSQL, its tokens, its users, and HTTPS, by which the tests
 * then speak to it.
 */
final class ScriptedServer {
  static final boolean IS_THAT_OF_THE_SUITE = Boolean.getBoolean("test.server.scripted");

  static final Path WILDFLY_HOME = TestServer.FOLDER.resolve("scripted");

  private static final OwnCertificate CERTIFICATE =
      new OwnCertificate(TestServer.FOLDER.resolve("scripted.p12"), "test-key-store-password");

  private static final String TOKENS = CURRENT_TOKEN + "," + PREVIOUS_TOKEN;
  private static final String DATABASE = "ledger";

  private static final String DATABASE_PASSWORD = "test-database-password";

  /** The server's own user, who may do nothing with the ledger. */
  private static final String NOBODY = "nobody";

  private static final Map<String, String> PASSWORDS =
      Map.of("LEDGER_VIEWER_PASSWORD", "viewer", "LEDGER_OPERATOR_PASSWORD", "operator");

  private ScriptedServer() {}

  /** Makes it, and starts it where Arquillian does not. */
  static AutoCloseable open(EmbeddedPostgres postgres) throws Exception {
    OwnCertificate.create(CERTIFICATE.file(), CERTIFICATE.password());
    LedgerSql.run(postgres.getPort(), DATABASE_PASSWORD);
    return property("arquillian.launch").equals("wildfly")
        ? wildFly(postgres.getPort())
        : payara(postgres.getPort());
  }

  /** Speaks to it by HTTPS. */
  static LedgerClient client() {
    URI https =
        URI.create("https://127.0.0.1:" + port("test.server.https.port") + "/subscription-ledger/");
    return new LedgerClient(https, Https.CLIENT);
  }

  /** Once there is a certificate; and one for all tests, as it keeps a thread. */
  private static final class Https {
    private static final HttpClient CLIENT = CERTIFICATE.client();
  }

  private static AutoCloseable wildFly(int databasePort) throws Exception {
    WildFlyInstallation server = WildFlyInstallation.fresh(WILDFLY_HOME);
    server.addDriver(PostgresProcess.driver());
    server.script(Map.of(), "secrets.cli");
    server.fillIn("ledger.apps", apps());
    server.fillIn("ledger.app", APP);
    server.fillInEncrypted("ledger.tokens", TOKENS);
    server.fillIn("postgresql.host", "127.0.0.1");
    server.fillIn("postgresql.port", databasePort);
    server.fillIn("postgresql.database", DATABASE);
    server.fillIn("postgresql.user", "ledger");
    server.fillIn("postgresql.sslmode", "prefer"); // Only ConfigurationITs try TLS.
    server.fillInEncrypted("postgresql.password", DATABASE_PASSWORD);
    server.fillIn("https.key-store", CERTIFICATE.file());
    server.fillInEncrypted("https.key-store-password", CERTIFICATE.password());
    server.scripts(
        PASSWORDS,
        List.of(
            "postgresql.cli",
            "database.cli",
            "settings.cli",
            "users.sh",
            "https.cli",
            "harden.cli"));

    server.fillIn("ledger.app", OTHER_APP);
    server.fillInEncrypted("ledger.tokens", OTHER_TOKEN);
    server.script(Map.of(), "settings.cli");
    server.addUser(NOBODY);
    return server;
  }

  private static AutoCloseable payara(int databasePort) throws Exception {
    PayaraInstallation server =
        new PayaraInstallation(
            "suite",
            TestServer.FOLDER.resolve("home"),
            Map.of(
                PayaraInstallation.HTTP, port("test.server.http.port"),
                PayaraInstallation.HTTPS, port("test.server.https.port"),
                PayaraInstallation.ADMIN, port("test.server.management.port")));
    server.start();
    Map<String, String> environment = new HashMap<>(PASSWORDS);
    environment.put("LEDGER_APPS", apps());
    environment.put("LEDGER_APP", Long.toString(APP));
    environment.put("LEDGER_TOKENS", TOKENS);
    environment.put("POSTGRESQL_DRIVER", PostgresProcess.driver().toString());
    environment.put("POSTGRESQL_HOST", "127.0.0.1");
    environment.put("POSTGRESQL_PORT", Integer.toString(databasePort));
    environment.put("POSTGRESQL_DATABASE", DATABASE);
    environment.put("POSTGRESQL_USER", "ledger");
    environment.put("POSTGRESQL_SSLMODE", "prefer"); // Only ConfigurationITs try TLS.
    environment.put("POSTGRESQL_SSLROOTCERT", "none");
    environment.put("LEDGER_DATABASE_PASSWORD", DATABASE_PASSWORD);
    environment.put("LEDGER_KEY_STORE", CERTIFICATE.file().toString());
    environment.put("LEDGER_KEY_STORE_PASSWORD", CERTIFICATE.password());
    for (String script :
        List.of("database.sh", "settings.sh", "users.sh", "https.sh", "harden.sh")) {
      server.script(environment, script);
    }

    environment.put("LEDGER_APP", Long.toString(OTHER_APP));
    environment.put("LEDGER_TOKENS", OTHER_TOKEN);
    server.script(environment, "settings.sh");
    server.set("ledger.app." + OPEN_APP + ".authentication", "off");
    server.addUser(NOBODY);
    server.restart();
    return server::stop;
  }

  private static String apps() {
    return APPS.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static int port(String name) {
    return Integer.parseInt(property(name));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
