package subscriptionledger.server.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.WithScripts;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.server.client.RawClient;
import subscriptionledger.server.process.PostgresProcess;

/**
 * The scripts of server-config/wildfly, on a WildFly that has nothing but what was in its zip: each
 * is run twice, as an administrator may.
 */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "wildfly")
@WithScripts
class WildFlyConfigurationIT {
  private static final List<String> SCRIPTS =
      List.of(
          "secrets.cli",
          "postgresql.cli",
          "database.cli",
          "settings.cli",
          "users.sh",
          "https.cli",
          "harden.cli",
          "log.cli",
          "proxy.cli");

  private static final String OPERATOR = "operator-7f3a";

  private static final Map<String, String> USERS =
      Map.of(
          "LEDGER_VIEWER_PASSWORD",
          "viewer",
          "LEDGER_OPERATOR",
          OPERATOR,
          "LEDGER_OPERATOR_PASSWORD",
          PrintableSecret.VALUE);

  private static final String CALLER = "203.0.113.7";
  private static final String DATABASE_PASSWORD = PrintableSecret.VALUE;

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static OwnCertificate certificate;
  private static HttpServer provider;
  private static WildFlyInstallation configured;
  private static List<String> before;

  /** All that was encrypted, in clear. */
  private static final List<String> SECRETS =
      List.of(CURRENT_TOKEN, DATABASE_PASSWORD, "test-key-store-password", "test-client-secret");

  @BeforeAll
  static void configure() throws Exception {
    postgres = new PostgresProcess(folder.resolve("data"));
    certificate = OwnCertificate.create(folder.resolve("server.p12"), "test-key-store-password");
    Path authority =
        postgres.addLedger(DATABASE_PASSWORD, certificate.certificatePem(), certificate.keyPem());
    provider = OpenIdProvider.start();
    configured = WildFlyInstallation.fresh(folder.resolve("wildfly"));
    before = XmlText.lines(configured.configuration());

    configured.addDriver(PostgresProcess.driver());
    script("secrets.cli");
    configured.fillIn("ledger.apps", APP);
    configured.fillIn("ledger.app", APP);
    configured.fillInEncrypted("ledger.tokens", CURRENT_TOKEN);
    // Two hosts, as of a primary and its standby: the first is away.
    configured.fillIn("postgresql.host", "127.0.0.1:1,127.0.0.1");
    configured.fillIn("postgresql.port", postgres.port());
    configured.fillIn("postgresql.database", "ledger");
    configured.fillIn("postgresql.user", "ledger");
    configured.fillIn("postgresql.sslmode", "verify-full");
    configured.fillIn("postgresql.sslrootcert", authority);
    configured.fillInEncrypted("postgresql.password", DATABASE_PASSWORD);
    configured.fillIn("https.key-store", certificate.file());
    configured.fillInEncrypted("https.key-store-password", certificate.password());
    configured.fillIn("oidc.provider-url", "http://127.0.0.1:" + provider.getAddress().getPort());
    configured.fillIn("oidc.client-id", "subscription-ledger");
    configured.fillInEncrypted("oidc.client-secret", "test-client-secret");
    for (String script : SCRIPTS.subList(1, SCRIPTS.size())) {
      script(script);
    }
    List<String> once = XmlText.lines(configured.configuration());
    configured.scripts(USERS, SCRIPTS);
    assertThat(XmlText.lines(configured.configuration())).isEqualTo(once);
  }

  @AfterAll
  static void stop() throws IOException {
    provider.stop(0);
    postgres.close();
  }

  @Test
  void aServerConfiguredByScriptRecordsACallbackOverHttps() throws Exception {
    try (WildFlyInstallation server = configured.copyTo(folder.resolve("https"))) {
      server.start("-Dledger.callback.allowed-sources=" + CALLER);
      LedgerClient client = new LedgerClient(server.https(), certificate.client());

      Answer fromElsewhere = report(client, "198.51.100.1");
      Answer direct = client.callback(signed(APP, CURRENT_TOKEN, DELETE), aBody());
      Answer fromTheCaller = report(client, CALLER);
      FutureTask<String> kept = new FutureTask<>(new RawClient(client)::kept);
      new Thread(kept).start();
      String neverSentOn = new RawClient(client).unfinished("X-Forwarded-For: " + CALLER);

      assertThat(kept.get()).containsSubsequence("HTTP/1.1 200", "HTTP/1.1 200");
      assertThat(neverSentOn).doesNotContain("OK");
      assertThat(fromElsewhere.status()).isEqualTo(403);
      assertThat(direct.status()).isEqualTo(403);
      assertThat(fromTheCaller.status()).isEqualTo(200);
      assertThat(client.api("apps/" + APP + "/entries?after=0&limit=10").getJsonArray("entries"))
          .extracting(entry -> entry.asJsonObject().getString("subscriber"))
          .containsExactly("jared");
      assertThat(server.userHome().resolve(".subscription-ledger")).doesNotExist();

      String api = "api/v1/apps/" + APP + "/entries?limit=1";
      assertThat(client.get(api, null).statusCode()).isEqualTo(401);
      assertThat(client.get(api, "nobody").statusCode()).isEqualTo(401);
      assertThat(client.get(api, "viewer").statusCode()).isEqualTo(200);
      assertThat(
              client
                  .get(api, null, PrintableSecret.loginOf(OPERATOR, PrintableSecret.VALUE))
                  .statusCode())
          .isEqualTo(200);

      List<JsonObject> log =
          Files.readAllLines(server.log("subscription-ledger.json")).stream()
              .map(LedgerClient::json)
              .toList();
      assertThat(log)
          .isNotEmpty()
          .allMatch(line -> line.getString("loggerName").startsWith("subscriptionledger"))
          .anyMatch(line -> line.getString("message").contains("is ready for the apps"));
      for (Path file :
          List.of(
              server.configuration(),
              server.log("server.log"),
              server.log("subscription-ledger.json"))) {
        assertThat(Files.readString(file)).doesNotContain(SECRETS);
      }
    }
  }

  @Test
  void aServerConfiguredForOpenIdConnectSendsReadersToTheProviderAndTakesCallbacks()
      throws Exception {
    try (WildFlyInstallation server = configured.copyTo(folder.resolve("oidc"))) {
      server.scripts(Map.of(), List.of("oidc.cli", "oidc.cli"));
      server.start();
      LedgerClient client = new LedgerClient(server.https(), certificate.client());
      String api = "api/v1/apps/" + APP + "/entries?limit=1";

      HttpResponse<String> unknown = client.get(api, null);
      HttpResponse<String> forged = client.get(api, null, "Authorization", "Bearer forged");
      HttpResponse<String> byPassword = client.get(api, "viewer");
      Answer callback = report(client, CALLER);

      assertThat(unknown.statusCode()).isEqualTo(302);
      assertThat(unknown.headers().firstValue("Location").orElseThrow())
          .startsWith("http://127.0.0.1:" + provider.getAddress().getPort() + "/authorize?")
          .contains("client_id=subscription-ledger");
      assertThat(forged.statusCode()).isEqualTo(401);
      assertThat(byPassword.statusCode()).isEqualTo(302);
      assertThat(callback.status()).isEqualTo(200);
    }
  }

  @Test
  void theUndoOfAllScriptsLeavesTheConfigurationAsItWas() throws Exception {
    WildFlyInstallation server = configured.copyTo(folder.resolve("undone"));
    server.script(Map.of(), "oidc.cli");
    List<String> undos =
        List.of(
            "oidc-undo.cli",
            "proxy-undo.cli",
            "log-undo.cli",
            "harden-undo.cli",
            "https-undo.cli",
            "users-undo.cli",
            "settings-undo.cli",
            "database-undo.cli",
            "postgresql-undo.cli",
            "secrets-undo.cli");

    server.scripts(Map.of(), undos);
    List<String> after = XmlText.lines(server.configuration());
    server.scripts(Map.of(), undos);

    assertThat(after).isEqualTo(before);
    assertThat(XmlText.lines(server.configuration())).isEqualTo(before);
  }

  @Test
  void aSecretThatWildFlyWouldChangeIsRefused() {
    assertThatThrownBy(() -> configured.fillInEncrypted("ledger.tokens", "a${b}"))
        .hasMessageContaining("The secret contains ${");
  }

  @Test
  void aSecretThatNobodyGivesIsAskedForAtATerminalOnly() {
    assertThatThrownBy(() -> configured.script(Map.of(), "encrypt.sh", "ledger.tokens"))
        .hasMessageContaining("LEDGER_SECRET is not set, and there is no terminal to ask at.");
  }

  private static String aBody() {
    return body(DELETE, "@TOA#a", 1670574414123L, "jared");
  }

  private static Answer report(LedgerClient client, String source)
      throws IOException, InterruptedException {
    return client.callback(signed(APP, CURRENT_TOKEN, DELETE), aBody(), "X-Forwarded-For", source);
  }

  private static void script(String script) throws Exception {
    configured.script(USERS, script);
  }
}
