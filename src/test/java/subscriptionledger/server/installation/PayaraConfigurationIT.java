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
import subscriptionledger.server.client.RawClient;
import subscriptionledger.server.process.PostgresProcess;

/**
 * The scripts of server-config/payara, on a Payara Server that has nothing but what was in its zip:
 * each is run twice, as an administrator may.
 */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "payara")
@EnabledIfSystemProperty(named = "test.database", matches = "h2") // It has a PostgreSQL of its own.
@TestMethodOrder(OrderAnnotation.class)
class PayaraConfigurationIT {
  private static final List<String> SCRIPTS =
      List.of(
          "database.sh", "settings.sh", "users.sh", "https.sh", "harden.sh", "log.sh", "proxy.sh");

  private static final String CALLER = "203.0.113.7";
  private static final String DATABASE_PASSWORD = PrintableSecret.VALUE;

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static OwnCertificate certificate;
  private static PayaraInstallation payara;
  private static Map<String, String> environment;
  private static Map<String, List<String>> before;

  @BeforeAll
  static void configure() throws Exception {
    postgres = new PostgresProcess(folder.resolve("data"));
    certificate = OwnCertificate.create(folder.resolve("server.p12"), "test-key-store-password");
    Path authority =
        postgres.addLedger(DATABASE_PASSWORD, certificate.certificatePem(), certificate.keyPem());
    payara = new PayaraInstallation("configured", folder.resolve("home"), Map.of());
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
    environment.put("LEDGER_OPERATOR", "operator-7f3a");
    environment.put("LEDGER_OPERATOR_PASSWORD", PrintableSecret.WITHOUT_BLANKS);
    environment.put("LEDGER_KEY_STORE", certificate.file().toString());
    environment.put("LEDGER_KEY_STORE_PASSWORD", certificate.password());

    payara.start();
    before = payara.configuration();
    for (String script : SCRIPTS) {
      payara.script(environment, script);
    }
    Map<String, List<String>> once = payara.configuration();
    for (String script : SCRIPTS) {
      payara.script(environment, script);
    }
    assertThat(payara.configuration()).isEqualTo(once).isNotEqualTo(before);
  }

  @AfterAll
  static void stop() throws Exception {
    payara.stop();
    postgres.close();
  }

  /** First, because Payara writes much of its own into the configuration when it deploys. */
  @Test
  @Order(1)
  void theUndoOfAllScriptsLeavesTheConfigurationAsItWas() throws Exception {
    List<String> undos =
        List.of(
            "proxy-undo.sh",
            "log-undo.sh",
            "harden-undo.sh",
            "https-undo.sh",
            "users-undo.sh",
            "settings-undo.sh",
            "database-undo.sh");

    for (String undo : undos) {
      payara.script(environment, undo);
    }
    Map<String, List<String>> after = payara.configuration();
    for (String undo : undos) {
      payara.script(environment, undo);
    }

    assertThat(after).isEqualTo(before);
    assertThat(payara.configuration()).isEqualTo(before);
  }

  @Test
  @Order(2)
  void aServerConfiguredByScriptRecordsACallbackOverHttps() throws Exception {
    for (String script : SCRIPTS) {
      payara.script(environment, script);
    }
    payara.set("ledger.callback.allowed-sources", CALLER);
    payara.restart();
    payara.deploy();
    LedgerClient client = new LedgerClient(payara.https(), certificate.client());

    int fromElsewhere = report("Proxy-ip", "198.51.100.1");
    int direct = report("X-Forwarded-For", CALLER);
    int fromTheCaller = report("Proxy-ip", CALLER);
    String neverSentOn = new RawClient(client).unfinished("Proxy-ip: " + CALLER);

    assertThat(new RawClient(client).kept()).containsSubsequence("HTTP/1.1 200", "HTTP/1.1 200");
    assertThat(neverSentOn).doesNotContain("OK");
    assertThat(fromElsewhere).isEqualTo(403);
    assertThat(direct).isEqualTo(403);
    assertThat(fromTheCaller).isEqualTo(200);
    assertThat(client.api("apps/" + APP + "/entries?after=0&limit=10").getJsonArray("entries"))
        .extracting(entry -> entry.asJsonObject().getString("subscriber"))
        .containsExactly("jared");
    assertThat(payara.userHome().resolve(".subscription-ledger")).doesNotExist();

    String api = "api/v1/apps/" + APP + "/entries?limit=1";
    assertThat(client.get(api, null).statusCode()).isEqualTo(401);
    assertThat(client.get(api, "nobody").statusCode()).isEqualTo(401);
    assertThat(client.get(api, "viewer").statusCode()).isEqualTo(200);
    assertThat(
            client
                .get(
                    api,
                    null,
                    PrintableSecret.loginOf("operator-7f3a", PrintableSecret.WITHOUT_BLANKS))
                .statusCode())
        .isEqualTo(200);

    // The lines from before the script are not JSON.
    assertThat(
            Files.readAllLines(payara.log()).stream()
                .filter(line -> line.startsWith("{"))
                .map(LedgerClient::json))
        .anyMatch(line -> line.getString("LoggerName").startsWith("subscriptionledger"));
    for (Path file : List.of(payara.log(), payara.domain("config/domain.xml"))) {
      assertThat(Files.readString(file))
          .doesNotContain(CURRENT_TOKEN, DATABASE_PASSWORD, certificate.password());
    }
  }

  /**
   * The status of the answer, by a client that lets one say Proxy-ip; that of the JDK's own drops
   * it.
   */
  private static int report(String header, String address) throws Exception {
    URI url = payara.https().resolve("callback?" + signed(APP, CURRENT_TOKEN, DELETE));
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
