package subscriptionledger.server.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;
import static subscriptionledger.server.process.TestServer.SINK;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.WithoutScripts;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;

/** What an administrator does by JMX; inside the server, so that no port has to be opened. */
@ExtendWith(ArquillianExtension.class)
class ManagementIT {
  private final LedgerClient client = LedgerClient.ofThisServer();
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Deployment
  static WebArchive ledger() {
    return LedgerServer.war().addClasses(Await.class, LedgerClient.class);
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

  @Test
  void computesStatesAnewAndKnowsNoOtherCursor() throws Exception {
    String account = "@TOA#_" + UUID.randomUUID();
    String body = body(ADD, account, 1670574414123L, "jared");
    client.callback(signed(OTHER_APP, OTHER_TOKEN, ADD), body);
    String path = "api/v1/apps/" + OTHER_APP + "/accounts/" + LedgerClient.segment(account);
    String before = client.get(path, "viewer").body();

    rebuild("states");

    Await.until(
        "the states have been computed anew",
        Duration.ofMinutes(1),
        () -> client.get(path, "viewer").body().equals(before));
    assertTrue(before.contains("\"subscribers\":1"));
    assertTrue(attribute("Lags").toString().contains("states of " + OTHER_APP));
    assertThrows(RuntimeMBeanException.class, () -> rebuild("retention"));
  }

  @Test
  @WithoutScripts
  void testsPausesAndResumesASink() throws Exception {
    Object answer =
        sink("test", new Object[] {SINK, OTHER_APP}, String.class.getName(), long.class.getName());
    Object before = server.getAttribute(bean("Sinks"), "Sinks");
    change("pause", SINK);
    Object paused = server.getAttribute(bean("Sinks"), "Sinks");
    change("resume", SINK);
    String attempts =
        client
            .get("api/v1/sinks/" + SINK + "/apps/" + OTHER_APP + "/attempts?limit=2", "operator")
            .body();

    assertEquals("TAKEN", answer);
    assertEquals(before.toString().replace("ACTIVE", "PAUSED"), paused.toString());
    assertTrue(attempts.contains("\"event\":\"PAUSED\""), attempts);
    assertTrue(attempts.contains("\"reason\":\"maintenance\",\"operator\":\"JMX\""), attempts);
    assertThrows(RuntimeMBeanException.class, () -> change("pause", "none"));
  }

  private void change(String operation, String sink) throws Exception {
    sink(
        operation,
        new Object[] {sink, "maintenance"},
        String.class.getName(),
        String.class.getName());
  }

  private Object sink(String operation, Object[] parameters, String... types) throws Exception {
    return server.invoke(bean("Sinks"), operation, parameters, types);
  }

  private void rebuild(String cursor) throws Exception {
    server.invoke(
        ledgerBean(),
        "rebuild",
        new Object[] {cursor, OTHER_APP},
        new String[] {String.class.getName(), long.class.getName()});
  }

  private Object attribute(String name) throws Exception {
    return server.getAttribute(ledgerBean(), name);
  }

  private ObjectName ledgerBean() throws Exception {
    return bean("Ledger");
  }

  private ObjectName bean(String type) throws Exception {
    return server
        .queryNames(new ObjectName("subscriptionledger:type=" + type + ",*"), null)
        .iterator()
        .next();
  }
}
