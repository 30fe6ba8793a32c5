package subscriptionledger.server.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.LedgerDataSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.LedgerClient.Answer;

/**
 * What the provider is answered while the database hangs, or has no connection left. It runs inside
 * the server, because only there the database can be made to hang whichever it is.
 */
@DisabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "glassfish",
    disabledReason = "GlassFish answers 500, and loses connections: see server-config/glassfish")
@ExtendWith(ArquillianExtension.class)
class UnavailableIT {
  /** All that the pool of the data source has, in web.xml and in server-config. */
  private static final int CONNECTIONS = 20;

  private final LedgerClient client = LedgerClient.ofThisServer();

  @Deployment
  static WebArchive ledger() {
    return LedgerServer.war()
        .addClasses(Await.class, LedgerClient.class, LedgerDataSource.class, ManagedTask.class);
  }

  @Test
  void p8IsToldInTimeThatItsCallbackCannotBeRecordedNow() throws Exception {
    String body = body(DELETE, "@TOA#_" + UUID.randomUUID(), 1670574414123L, "jared");
    long head = client.head(OTHER_APP);

    Answer whileItHangs =
        whileTheHeadIsLocked(() -> client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body));
    Answer afterwards = acceptedAtLast(body);

    assertEquals(503, whileItHangs.status());
    assertEquals(
        "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"The callback cannot be recorded now.\","
            + "\"ErrorCode\":120006}",
        whileItHangs.body());
    assertTrue(whileItHangs.response().headers().firstValue("Retry-After").isPresent());
    assertEquals(200, afterwards.status());
    assertEquals(head + 1, client.head(OTHER_APP));
  }

  @Test
  void p8IsToldInTimeThatNoConnectionToTheDatabaseIsFree() throws Exception {
    String body = body(DELETE, "@TOA#_" + UUID.randomUUID(), 1670574414123L, "jared");
    long head = client.head(OTHER_APP);

    Answer whileNoneIsFree =
        whileNoConnectionIsFree(
            () -> client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body));
    Answer afterwards = acceptedAtLast(body);

    assertEquals(503, whileNoneIsFree.status());
    assertEquals(200, afterwards.status());
    assertEquals(head + 1, client.head(OTHER_APP));
  }

  @Test
  void p7TellsAnOperatorToTryAgainWhenTheJournalDoesNotTakeAReplayNow() throws Exception {
    String body = body(DELETE, "@TOA#_" + UUID.randomUUID(), 1670574414123L, "jared");
    Answer notUnderstood = client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), "no json");
    List<JsonObject> waiting = client.quarantine(OTHER_APP);
    long number = waiting.get(waiting.size() - 1).getJsonNumber("delivery").longValueExact();
    understand(number, body);
    String replay = "api/v1/apps/" + OTHER_APP + "/quarantine/" + number + "/replay";
    long head = client.head(OTHER_APP);

    HttpResponse<String> refused =
        whileTheHeadIsLocked(() -> client.request("POST", replay, "operator"));
    // It may have been recorded later all the same; then it has been decided.
    Await.until(
        "the delivery is replayed, by one request or the other",
        Duration.ofMinutes(1),
        () -> client.request("POST", replay, "operator").statusCode() == 409);

    assertEquals(400, notUnderstood.status());
    assertEquals(503, refused.statusCode());
    assertEquals(
        "urn:subscription-ledger:problem:unavailable",
        LedgerClient.json(refused.body()).getString("type"));
    assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    assertEquals(head + 1, client.head(OTHER_APP));
  }

  /** As if a later version read it. */
  private static void understand(long number, String body) throws Exception {
    try (Connection connection = LedgerDataSource.ofThisServer().getConnection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE delivery SET body = ? WHERE app = ? AND id = ?")) {
      update.setBytes(1, body.getBytes(UTF_8));
      update.setLong(2, OTHER_APP);
      update.setLong(3, number);
      assertEquals(1, update.executeUpdate());
    }
  }

  @Test
  void isNotReadyWhileTheDatabaseDoesNotAnswer() throws Exception {
    int ready = health();
    int hanging = whileNoConnectionIsFree(() -> healthAtLast(503));

    assertEquals(200, ready);
    assertEquals(503, hanging);
    assertEquals(200, healthAtLast(200));
  }

  private static <T> T whileTheHeadIsLocked(Callable<T> action) throws Exception {
    return ManagedTask.run(
        () -> {
          try (Connection connection = LedgerDataSource.ofThisServer().getConnection()) {
            connection.setAutoCommit(false);
            lockHead(connection);
            T result = action.call();
            connection.rollback();
            connection.setAutoCommit(true);
            return result;
          }
        });
  }

  private static <T> T whileNoConnectionIsFree(Callable<T> action) throws Exception {
    return ManagedTask.run(
        () -> {
          List<Connection> all = new ArrayList<>();
          try {
            while (all.size() < CONNECTIONS) {
              all.add(LedgerDataSource.ofThisServer().getConnection());
            }
            return action.call();
          } finally {
            for (Connection connection : all) {
              connection.close();
            }
          }
        });
  }

  private int health() throws Exception {
    return client.get("health/ready", null).statusCode();
  }

  private int healthAtLast(int expected) throws Exception {
    Instant giveUp = Instant.now().plusSeconds(60);
    while (health() != expected && Instant.now().isBefore(giveUp)) {
      Thread.sleep(100);
    }
    return health();
  }

  /**
   * The group that hung is still on its way when the lock is gone; then the ledger is well again.
   */
  private Answer acceptedAtLast(String body) throws Exception {
    Instant giveUp = Instant.now().plusSeconds(60);
    while (true) {
      Answer answer = client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body);
      if (answer.status() == 200 || Instant.now().isAfter(giveUp)) {
        return answer;
      }
      Thread.sleep(100);
    }
  }

  private static void lockHead(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT app FROM app_head WHERE app = ? FOR UPDATE")) {
      lock.setLong(1, OTHER_APP);
      lock.executeQuery();
    }
  }
}
