package subscriptionledger.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;

/** The audit log, which is off unless an administrator has it on: it holds users' data. */
@OnH2
@ExtendWith(ArquillianExtension.class)
class AuditLogIT {
  @ArquillianResource private URI base;

  @Deployment(testable = false)
  static WebArchive ledger() {
    return LedgerServer.war("ledger.sinks=audit", "ledger.sink.audit.type=log");
  }

  @Test
  void hasALineForEachEntry() throws Exception {
    String account = "@TOA#_" + UUID.randomUUID();
    long since = LedgerServer.logLength();
    String query = signed(APP, CURRENT_TOKEN, DELETE) + "&OptPlatform=iOS";

    new LedgerClient(base).callback(query, body(DELETE, account, 1670574414123L, "jared", "penn"));

    Await.until(
        "the log has both lines",
        Duration.ofMinutes(1),
        () -> LedgerServer.log(since).contains("\"subscriber\":\"penn\""));
    // GlassFish begins a new line for what was logged.
    String log = LedgerServer.log(since).replace("[[\n", "");
    assertThat(log.lines().filter(line -> line.contains(account)))
        .hasSize(2)
        .allMatch(line -> line.contains("subscriptionledger.audit"))
        .allMatch(line -> line.contains("\"kind\":\"UNSUBSCRIBED\""))
        .allMatch(line -> line.contains("\"platform\":\"iOS\""));
  }
}
