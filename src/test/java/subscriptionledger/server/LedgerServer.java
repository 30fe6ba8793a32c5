package subscriptionledger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.client.LedgerClient;

/** The WAR of this build, deployed as it is, and how a test speaks to it. */
@ExtendWith(ArquillianExtension.class)
public abstract class LedgerServer {
  private static final Path LOG =
      Path.of(Objects.requireNonNull(System.getProperty("test.server.log")));

  @ArquillianResource private URI base;

  @Deployment(testable = false)
  static WebArchive ledger() {
    return war();
  }

  public static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
        WebArchive.class, new File(System.getProperty("ledger.war")));
  }

  /** The same, with a configuration that counts for more than the server's. */
  public static WebArchive war(String... settings) {
    return war()
        .addAsResource(
            new StringAsset("config_ordinal=1000\n" + String.join("\n", settings) + "\n"),
            "META-INF/microprofile-config.properties");
  }

  /**
   * What has been added to the server's log since it had that length; all of it when it has been
   * begun anew, as Payara Micro does for each deployment.
   */
  public static String log(long since) throws IOException {
    byte[] log = Files.readAllBytes(LOG);
    int start = since > log.length ? 0 : (int) since;
    return new String(log, start, log.length - start, UTF_8);
  }

  /** Where the ledger is served when it is. */
  public static URI root() {
    return URI.create(Objects.requireNonNull(System.getProperty("test.server.url")));
  }

  public static long logLength() throws IOException {
    return Files.exists(LOG) ? Files.size(LOG) : 0;
  }

  protected LedgerClient client() {
    return ScriptedServer.IS_THAT_OF_THE_SUITE ? ScriptedServer.client() : new LedgerClient(base);
  }

  /** Returns the sum of the metrics whose lines begin with this text. */
  protected double sumOfMetrics(String beginning) throws IOException, InterruptedException {
    return client()
        .get("metrics", null)
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Has the provider tell of an event, which must be recorded. */
  protected void report(String command, String account, long eventTime, String... subscribers)
      throws IOException, InterruptedException {
    report(command, body(command, account, eventTime, subscribers));
  }

  protected void report(String command, String body) throws IOException, InterruptedException {
    assertThat(client().callback(signed(APP, CURRENT_TOKEN, command), body).status())
        .isEqualTo(200);
  }
}
