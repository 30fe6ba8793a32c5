package subscriptionledger.server.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.lang.management.ManagementFactory;
import java.util.UUID;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient;

/** What an administrator does by JMX; inside the server, so that no port has to be opened. */
@ExtendWith(ArquillianExtension.class)
class ManagementIT {
  private final LedgerClient client = LedgerClient.ofThisServer();
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Deployment
  static WebArchive ledger() {
    return LedgerServer.war().addClass(LedgerClient.class);
  }

  @Test
  void pausesTheIntakeAndTakesCallbacksAgain() throws Exception {
    String body = body(DELETE, "@TOA#_" + UUID.randomUUID(), 1670574414123L, "jared");
    long head = client.head(OTHER_APP);
    boolean before = (Boolean) attribute("Ready");

    server.invoke(ledgerBean(), "pauseIntake", new Object[0], new String[0]);
    int paused;
    int pausedReady;
    Object complaint;
    try {
      paused = client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body).status();
      pausedReady = client.get("health/ready", null).statusCode();
      complaint = attribute("Complaint");
    } finally {
      server.invoke(ledgerBean(), "resumeIntake", new Object[0], new String[0]);
    }
    int resumed = client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body).status();

    assertTrue(before);
    assertEquals(503, paused);
    assertEquals(503, pausedReady);
    assertEquals("intake {state=PAUSED}", complaint);
    assertEquals(200, resumed);
    assertEquals(head + 1, client.head(OTHER_APP));
    assertEquals("OPEN", attribute("Intake"));
    assertEquals(0, attribute("Queued"));
    assertTrue(((Integer) attribute("QueueCapacity")) > 0);
    assertTrue(attribute("Heads").toString().contains(Long.toString(OTHER_APP)));
    assertTrue(attribute("Callbacks").toString().contains("recorded"));
  }

  private Object attribute(String name) throws Exception {
    return server.getAttribute(ledgerBean(), name);
  }

  private ObjectName ledgerBean() throws Exception {
    return server
        .queryNames(new ObjectName("subscriptionledger:type=Ledger,*"), null)
        .iterator()
        .next();
  }
}
