package subscriptionledger.server.installation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.process.Command;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.server.process.TestServer;

/**
 * The files of server-config/liberty, on an Open Liberty that has nothing but what was in its zip,
 * put where README.md there says, and started and stopped as it says.
 */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "liberty")
class LibertyConfigurationIT {
  private static final Path FILES = Path.of("server-config/liberty");
  private static final Path HOME = TestServer.DISTRIBUTION;

  private static final String CALLER = "203.0.113.7";
  private static final String DATABASE_PASSWORD = "test-database-password";

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static OwnCertificate certificate;
  private static Path server;
  private static URI https;

  @BeforeAll
  static void configure() throws Exception {
    postgres = new PostgresProcess(folder.resolve("data"));
    certificate = OwnCertificate.create(folder.resolve("server.p12"), "test-key-store-password");
    Path authority =
        postgres.addLedger(DATABASE_PASSWORD, certificate.certificatePem(), certificate.keyPem());
    int port = ServerProcess.freePort();
    https = URI.create("https://127.0.0.1:" + port + "/subscription-ledger/");

    server = Files.createDirectories(folder.resolve("usr/servers/ledger"));
    Files.copy(FILES.resolve("server.xml"), server.resolve("server.xml"));
    for (String file :
        List.of("postgresql.xml", "users.xml", "https.xml", "log.xml", "proxy.xml")) {
      put(FILES.resolve(file), "configDropins/overrides");
    }
    put(TestServer.library(JdbcDataSource.class), "lib/global");
    put(TestServer.library(Driver.class), "lib/postgresql");
    put(Path.of(property("ledger.war")), "dropins");

    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", property("test.server.java.home"));
    environment.put("HTTP_HOST", "127.0.0.1");
    environment.put("HTTP_PORT", "-1");
    environment.put("HTTPS_PORT", Integer.toString(port));
    environment.put("HTTPS_KEY_STORE", certificate.file().toString());
    environment.put("LEDGER_APPS", Long.toString(APP));
    environment.put("LEDGER_CALLBACK_ALLOWED_SOURCES", CALLER);
    // Two hosts, as of a primary and its standby: the first is away.
    environment.put("POSTGRESQL_HOST", "127.0.0.1:1,127.0.0.1");
    environment.put("POSTGRESQL_PORT", Integer.toString(postgres.port()));
    environment.put("POSTGRESQL_SSLMODE", "verify-full");
    environment.put("POSTGRESQL_SSLROOTCERT", authority.toString());
    environment.put("PROXY_ADDRESSES", "127\\.0\\.0\\.1");
    Files.writeString(
        server.resolve("server.env"),
        environment.entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
            .collect(joining()));
    Files.writeString(
        server.resolve("jvm.options"), "-Xmx512m\n-Duser.home=" + folder.resolve("home") + "\n");

    secret("ledger.app." + APP + ".tokens", CURRENT_TOKEN);
    secret("postgresql.password", DATABASE_PASSWORD);
    secret("https.key.store.password", certificate.password());
    secret("viewer.password", "viewer");
    secret("operator.password", hash("operator"));

    Runtime.getRuntime().addShutdownHook(new Thread(LibertyConfigurationIT::kill));
    run("server", "start", "ledger");
    LedgerClient client = new LedgerClient(https, certificate.client());
    Await.until(
        "the ledger is ready; see " + log(),
        Duration.ofMinutes(2),
        () -> {
          try {
            return client.get("health/ready", null).statusCode() == 200;
          } catch (IOException e) {
            return false;
          }
        });
  }

  @AfterAll
  static void stop() throws Exception {
    run("server", "stop", "ledger");
    postgres.close();
  }

  @Test
  void aServerConfiguredByTheseFilesRecordsACallbackOverHttps() throws Exception {
    LedgerClient client = new LedgerClient(https, certificate.client());

    assertThat(report(client, "X-Forwarded-For", "198.51.100.1")).isEqualTo(403);
    assertThat(report(client, "X-Real-IP", CALLER)).isEqualTo(403);
    assertThat(report(client, "X-Forwarded-For", CALLER)).isEqualTo(200);

    assertThat(client.api("apps/" + APP + "/entries?after=0&limit=10").getJsonArray("entries"))
        .extracting(entry -> entry.asJsonObject().getString("subscriber"))
        .containsExactly("jared");
    assertThat(folder.resolve("home/.subscription-ledger")).doesNotExist();

    String api = "api/v1/apps/" + APP + "/entries?limit=1";
    assertThat(client.get(api, null).statusCode()).isEqualTo(401);
    assertThat(client.get(api, "nobody").statusCode()).isEqualTo(401);
    assertThat(client.get(api, "viewer").statusCode()).isEqualTo(200);
    assertThat(client.get(api, "operator").statusCode()).isEqualTo(200);

    // server.xml lets encoded dots and slashes through: no path may lead around the password.
    for (String way :
        List.of("%61pi", "%2e/api", "callback/%2e%2e/api", "callback/..%2fapi", "x/..%5capi")) {
      assertThat(client.get(way + "/v1/apps", null).statusCode()).as(way).isEqualTo(401);
    }

    // The lines from before Liberty has read log.xml are not JSON.
    assertThat(
            Files.readAllLines(log()).stream()
                .filter(line -> line.startsWith("{"))
                .map(LedgerClient::json))
        .anyMatch(line -> line.getString("module", "").startsWith("subscriptionledger"));
    assertThat(Files.readString(log()))
        .doesNotContain(CURRENT_TOKEN, DATABASE_PASSWORD, certificate.password());
  }

  private static int report(LedgerClient client, String header, String address) throws Exception {
    return client
        .callback(
            signed(APP, CURRENT_TOKEN, DELETE),
            body(DELETE, "@TOA#a", 1670574414123L, "jared"),
            header,
            address)
        .status();
  }

  private static Path log() {
    return server.resolve("logs/messages.log");
  }

  private static void put(Path file, String where) throws IOException {
    Path to = Files.createDirectories(server.resolve(where));
    Files.copy(file, to.resolve(file.getFileName()));
  }

  private static void secret(String name, String value) throws IOException {
    Path to = Files.createDirectories(server.resolve("variables"));
    Files.writeString(to.resolve(name), value);
  }

  private static String hash(String password) throws Exception {
    return run("securityUtility", "encode", "--encoding=hash", password);
  }

  private static String run(String program, String... arguments) throws Exception {
    return Command.run(
        Map.of(
            "WLP_USER_DIR", folder.resolve("usr").toString(),
            "JAVA_HOME", property("test.server.java.home")),
        Stream.concat(
                Stream.of(HOME.resolve("bin").resolve(program).toString()), Stream.of(arguments))
            .toList());
  }

  /** It is no child of the tests, and would outlive them when they end before they stop it. */
  private static void kill() {
    try {
      String pid = Files.readString(folder.resolve("usr/servers/.pid/ledger.pid")).strip();
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      // It is stopped, and has taken the file along.
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
