package subscriptionledger.server.installation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.process.PostgresProcess;

/**
 * The scripts of server-config/glassfish, on a GlassFish that has nothing but what was in its zip:
 * each is run twice, as an administrator may.
 */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "glassfish")
@EnabledIfSystemProperty(named = "test.database", matches = "h2") // It has a PostgreSQL of its own.
@TestMethodOrder(OrderAnnotation.class)
class GlassFishConfigurationIT {
  private static final List<String> SCRIPTS =
      List.of(
          "database.sh", "settings.sh", "users.sh", "https.sh", "http.sh", "log.sh", "proxy.sh");

  private static final String CALLER = "203.0.113.7";
  private static final String DATABASE_PASSWORD = PrintableSecret.VALUE;

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static OwnCertificate certificate;
  private static GlassFishInstallation glassfish;
  private static Map<String, String> environment;
  private static Map<String, List<String>> before;

  @BeforeAll
  static void configure() throws Exception {
    postgres = new PostgresProcess(folder.resolve("data"));
    certificate = OwnCertificate.create(folder.resolve("server.p12"), "test-key-store-password");
    Path authority =
        postgres.addLedger(DATABASE_PASSWORD, certificate.certificatePem(), certificate.keyPem());
    glassfish = new GlassFishInstallation();
    environment = new HashMap<>();
    environment.put("LEDGER_APPS", Long.toString(APP));
    environment.put("LEDGER_APP", Long.toString(APP));
    environment.put("LEDGER_TOKENS", CURRENT_TOKEN);
    environment.put("POSTGRESQL_DRIVER", PostgresProcess.driver().toString());
    // Two hosts, as of a primary and its standby: the first is away.
    environment.put("POSTGRESQL_HOST", "127.0.0.1:1,127.0.0.1");
    environment.put("POSTGRESQL_PORT", Integer.toString(postgres.port()));
    environment.put("POSTGRESQL_DATABASE", "ledger");
    environment.put("POSTGRESQL_USER", "ledger");
    environment.put("POSTGRESQL_SSLMODE", "verify-full");
    environment.put("POSTGRESQL_SSLROOTCERT", authority.toString());
    environment.put("LEDGER_DATABASE_PASSWORD", DATABASE_PASSWORD);
    environment.put("LEDGER_VIEWER_PASSWORD", "viewer");
    environment.put("LEDGER_OPERATOR_PASSWORD", PrintableSecret.WITHOUT_BLANKS);
    environment.put("LEDGER_KEY_STORE", certificate.file().toString());
    environment.put("LEDGER_KEY_STORE_PASSWORD", certificate.password());

    glassfish.start();
    before = glassfish.configuration();
    for (String script : SCRIPTS) {
      glassfish.script(environment, script);
    }
    Map<String, List<String>> once = glassfish.configuration();
    for (String script : SCRIPTS) {
      glassfish.script(environment, script);
    }
    assertThat(glassfish.configuration()).isEqualTo(once).isNotEqualTo(before);
  }

  @AfterAll
  static void stop() throws Exception {
    glassfish.stop();
    postgres.close();
  }

  /** First, because GlassFish writes much of its own into the configuration when it deploys. */
  @Test
  @Order(1)
  void theUndoOfAllScriptsLeavesTheConfigurationAsItWas() throws Exception {
    List<String> undos =
        List.of(
            "proxy-undo.sh",
            "log-undo.sh",
            "http-undo.sh",
            "https-undo.sh",
            "users-undo.sh",
            "settings-undo.sh",
            "database-undo.sh");

    for (String undo : undos) {
      glassfish.script(environment, undo);
    }
    Map<String, List<String>> after = glassfish.configuration();
    for (String undo : undos) {
      glassfish.script(environment, undo);
    }

    assertThat(after).isEqualTo(before);
    assertThat(glassfish.configuration()).isEqualTo(before);
  }

  @Test
  @Order(2)
  void aServerConfiguredByScriptRecordsACallbackOverHttps() throws Exception {
    for (String script : SCRIPTS) {
      glassfish.script(environment, script);
    }
    glassfish.asadmin("create-system-properties", "ledger.callback.allowed-sources=" + CALLER);
    glassfish.restart();
    glassfish.deploy();
    LedgerClient client = new LedgerClient(glassfish.https(), certificate.client());

    int fromElsewhere = report("Proxy-ip", "198.51.100.1");
    int direct = report("X-Forwarded-For", CALLER);
    int fromTheCaller = report("Proxy-ip", CALLER);

    assertThat(fromElsewhere).isEqualTo(403);
    assertThat(direct).isEqualTo(403);
    assertThat(fromTheCaller).isEqualTo(200);
    assertThat(client.api("apps/" + APP + "/entries?after=0&limit=10").getJsonArray("entries"))
        .extracting(entry -> entry.asJsonObject().getString("subscriber"))
        .containsExactly("jared");
    assertThat(glassfish.userHome().resolve(".subscription-ledger")).doesNotExist();

    String api = "api/v1/apps/" + APP + "/entries?limit=1";
    assertThat(client.get(api, null).statusCode()).isEqualTo(401);
    assertThat(client.get(api, "nobody").statusCode()).isEqualTo(401);
    assertThat(client.get(api, "viewer").statusCode()).isEqualTo(200);
    assertThat(
            client
                .get(api, null, PrintableSecret.loginOf("operator", PrintableSecret.WITHOUT_BLANKS))
                .statusCode())
        .isEqualTo(200);

    String log = Files.readString(glassfish.log());
    assertThat(log.substring(log.lastIndexOf("Loading application [subscription-ledger]")))
        .contains("[subscriptionledger.callback]")
        .doesNotContain("[jakarta.enterprise.resource.jta]");
    for (Path file : List.of(glassfish.log(), glassfish.file("config/domain.xml"))) {
      assertThat(Files.readString(file))
          .doesNotContain(CURRENT_TOKEN, DATABASE_PASSWORD, certificate.password());
    }
  }

  /**
   * The status of the answer, by a client that lets one say Proxy-ip; that of the JDK's own drops
   * it.
   */
  private static int report(String header, String address) throws Exception {
    URI url = glassfish.https().resolve("callback?" + signed(APP, CURRENT_TOKEN, DELETE));
    HttpsURLConnection connection = (HttpsURLConnection) url.toURL().openConnection();
    connection.setSSLSocketFactory(certificate.trust().getSocketFactory());
    connection.setDoOutput(true);
    connection.setRequestProperty(header, address);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body(DELETE, "@TOA#a", 1670574414123L, "jared").getBytes(UTF_8));
    }
    return connection.getResponseCode();
  }
}
