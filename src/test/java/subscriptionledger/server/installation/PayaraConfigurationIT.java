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
import subscriptionledger.server.WithScripts;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.RawClient;
import subscriptionledger.server.process.PostgresProcess;

/**
 * The scripts of server-config/payara, on a Payara Server that has nothing but what was in its zip:
 * each is run twice, as an administrator may.
 */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "payara.*")
@WithScripts
@TestMethodOrder(OrderAnnotation.class)
class PayaraConfigurationIT {
  private static final List<String> SCRIPTS =
      List.of(
          "database.sh", "settings.sh", "users.sh", "https.sh", "harden.sh", "log.sh", "proxy.sh");

  private static final String CALLER = "203.0.113.7";

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
        postgres.addLedger(
            AsadminScripts.DATABASE_PASSWORD, certificate.certificatePem(), certificate.keyPem());
    payara = new PayaraInstallation("configured", folder.resolve("home"), Map.of());
    environment = AsadminScripts.environment(postgres, authority, certificate);
    environment.put("LEDGER_OPERATOR", "operator-7f3a");

    payara.start();
    before = payara.configuration();
    assertThat(AsadminScripts.runTwice(payara, environment, SCRIPTS)).isNotEqualTo(before);
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
    assertThat(AsadminScripts.runTwice(payara, environment, AsadminScripts.undosOf(SCRIPTS)))
        .isEqualTo(before);
  }

  @Test
  @Order(2)
  void aServerConfiguredByScriptRecordsACallbackOverHttps() throws Exception {
    AsadminScripts.run(payara, environment, SCRIPTS);
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
          .doesNotContain(CURRENT_TOKEN, AsadminScripts.DATABASE_PASSWORD, certificate.password());
    }
  }

  private static int report(String header, String address) throws Exception {
    return AsadminScripts.report(payara.https(), certificate, header, address);
  }
}
