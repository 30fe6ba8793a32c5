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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import subscriptionledger.server.process.PostgresProcess;

/** The scripts of server-config that use asadmin, which are those of Payara and GlassFish. */
final class AsadminScripts {
  static final String DATABASE_PASSWORD = PrintableSecret.VALUE;

  private AsadminScripts() {}

  /** An installed server that the scripts configure. */
  interface Server {
    void script(Map<String, String> environment, String script) throws Exception;

    /** All that the scripts change, by the name of where it is. */
    Map<String, List<String>> configuration() throws Exception;
  }

  /**
   * The environment of the scripts.
   *
   * @param authority the certificate by which the server knows the database
   */
  static Map<String, String> environment(
      PostgresProcess postgres, Path authority, OwnCertificate certificate) {
    Map<String, String> environment = new HashMap<>();
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
    return environment;
  }

  /** Returns the scripts that undo these, in the order that undoes them. */
  static List<String> undosOf(List<String> scripts) {
    List<String> undos = new ArrayList<>();
    scripts.forEach(script -> undos.add(script.replace(".sh", "-undo.sh")));
    Collections.reverse(undos);
    return undos;
  }

  /** Runs scripts twice, and returns the configuration, which the second time must not change. */
  static Map<String, List<String>> runTwice(
      Server server, Map<String, String> environment, List<String> scripts) throws Exception {
    run(server, environment, scripts);
    Map<String, List<String>> once = server.configuration();
    run(server, environment, scripts);
    assertThat(server.configuration()).isEqualTo(once);
    return once;
  }

  static void run(Server server, Map<String, String> environment, List<String> scripts)
      throws Exception {
    for (String script : scripts) {
      server.script(environment, script);
    }
  }

  /**
   * Sends a callback with a header of a proxy, and returns the status of the answer. This client
   * lets one say Proxy-ip; the newer one of the JDK drops it.
   */
  static int report(URI ledger, OwnCertificate certificate, String header, String address)
      throws Exception {
    URI url = ledger.resolve("callback?" + signed(APP, CURRENT_TOKEN, DELETE));
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
