package subscriptionledger.server.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.process.PostgresProcess;

/**
 * The scripts of server-config/glassfish, on a GlassFish that has nothing but what was in its zip:
 * each is run twice, as an administrator may.
 */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "glassfish")
@OnH2 // It has a PostgreSQL of its own.
@TestMethodOrder(OrderAnnotation.class)
class GlassFishConfigurationIT {
  private static final List<String> SCRIPTS =
      List.of(
          "database.sh", "settings.sh", "users.sh", "https.sh", "http.sh", "log.sh", "proxy.sh");

  private static final String CALLER = "203.0.113.7";

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
        postgres.addLedger(
            AsadminScripts.DATABASE_PASSWORD, certificate.certificatePem(), certificate.keyPem());
    glassfish = new GlassFishInstallation();
    environment = AsadminScripts.environment(postgres, authority, certificate);

    glassfish.start();
    before = glassfish.configuration();
    assertThat(AsadminScripts.runTwice(glassfish, environment, SCRIPTS)).isNotEqualTo(before);
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
    assertThat(AsadminScripts.runTwice(glassfish, environment, AsadminScripts.undosOf(SCRIPTS)))
        .isEqualTo(before);
  }

  @Test
  @Order(2)
  void aServerConfiguredByScriptRecordsACallbackOverHttps() throws Exception {
    AsadminScripts.run(glassfish, environment, SCRIPTS);
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
          .doesNotContain(CURRENT_TOKEN, AsadminScripts.DATABASE_PASSWORD, certificate.password());
    }
  }

  private static int report(String header, String address) throws Exception {
    return AsadminScripts.report(glassfish.https(), certificate, header, address);
  }
}
