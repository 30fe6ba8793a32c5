package subscriptionledger.server.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerDataSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;

/**
 * A row that cannot be read, among many that can; and more exports than may be under way. It runs
 * inside the server, because only there the database can be made to hold such a row whichever it
 * is.
 */
@ExtendWith(ArquillianExtension.class)
class BrokenExportIT {
  private static final AtomicLong APPS = new AtomicLong(1400000700L);

  /**
   * An app that is not served any more, and is only read. Each test has its own, because what
   * follows the ledger may take another step for one whose head has just been removed.
   */
  private final long readApp = APPS.incrementAndGet();

  private final String readPath = "api/v1/apps/" + readApp + "/";

  /** That many are under way at the most, if nothing is configured. */
  private static final int EXPORTS = 4;

  /** Some more than an export reads at once, and fewer than are summed up. */
  private static final int READ_ROWS = 1_800;

  /** So long that the exports of a few clients that do not read are under way until they leave. */
  private static final String LONG_NAME = "{\"name\":\"" + "n".repeat(8_000) + "\"}";

  private final LedgerClient client = LedgerClient.ofThisServer();

  @Deployment
  static WebArchive ledger() {
    return LedgerServer.war().addClasses(Await.class, LedgerClient.class, LedgerDataSource.class);
  }

  @DisabledIfSystemProperty(
      named = "arquillian.launch",
      matches = "liberty",
      disabledReason = "Open Liberty ends every body properly: see server-config/liberty")
  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/x-ndjson"})
  void breaksAFileOffWhenTheRestOfItCannotBeRead(String type) throws Exception {
    fill();
    try {
      execute("UPDATE entry SET kind = 'POISON' WHERE app = " + readApp + " AND sequence = 1700");
      execute(
          "UPDATE subscription_state SET status = 'POISON' WHERE app = "
              + readApp
              + " AND subscriber = 'u2700'");

      for (String file : List.of("entries", "accounts/a/subscriptions")) {
        HttpResponse<Stream<String>> answer = client.lines(readPath + file, "Accept", type);
        List<String> lines = new ArrayList<>();

        assertEquals(200, answer.statusCode());
        assertThrows(
            UncheckedIOException.class, () -> answer.body().forEach(lines::add), "cut " + file);
        assertTrue(lines.size() > 100, "lines of " + file + ": " + lines.size());
        assertTrue(lines.stream().noneMatch(line -> line.contains("u2700")));
      }
    } finally {
      clear();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/x-ndjson"})
  void answersWithAProblemWhenNothingOfAFileCanBeRead(String type) throws Exception {
    fill();
    try {
      execute("UPDATE entry SET kind = 'POISON' WHERE app = " + readApp + " AND sequence = 1");
      execute(
          "UPDATE subscription_state SET status = 'POISON' WHERE app = "
              + readApp
              + " AND subscriber = 'u1001'");

      for (String file : List.of("entries", "accounts/a/subscriptions")) {
        HttpResponse<String> answer = client.get(readPath + file, "viewer", "Accept", type);

        assertEquals(500, answer.statusCode());
        assertEquals(
            "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500,"
                + "\"detail\":\"Internal Server Error.\"}",
            answer.body());
        assertTrue(answer.headers().firstValue("Content-Disposition").isEmpty());
      }
    } finally {
      clear();
    }
  }

  @Test
  void refusesAnExportAtOnceWhileAsManyAsMayBeAreUnderWay() throws Exception {
    fill();
    execute("UPDATE entry SET detail = '" + LONG_NAME + "' WHERE app = " + readApp);
    List<Stream<String>> unread = new ArrayList<>();
    try {
      for (int i = 0; i < EXPORTS; i++) {
        HttpResponse<Stream<String>> answer =
            client.lines(readPath + "entries", "Accept", "text/csv");
        assertEquals(200, answer.statusCode());
        unread.add(answer.body());
      }

      HttpResponse<String> refused =
          client.get(readPath + "entries", "viewer", "Accept", "text/csv");
      int head =
          client.request("HEAD", readPath + "entries", "viewer", "Accept", "text/csv").statusCode();

      assertEquals(503, refused.statusCode());
      assertTrue(refused.body().contains("see ledger.api.exports."), refused.body());
      assertTrue(refused.headers().firstValue("Retry-After").isPresent());
      assertEquals(200, head);
    } finally {
      unread.forEach(Stream::close);
      clear();
    }
    Await.until(
        "an export may begin again",
        Duration.ofMinutes(2),
        () ->
            client
                    .get("api/v1/apps/" + OTHER_APP + "/entries", "viewer", "Accept", "text/csv")
                    .statusCode()
                == 200);
  }

  /** An app with as many entries as subscriptions, whose order is that of the entries. */
  private void fill() throws Exception {
    // First, because what follows the ledger finds the app by its head.
    for (String cursor : List.of("states", "statistics")) {
      execute(
          "INSERT INTO cursor (app, name, position, rebuilds) VALUES ("
              + String.join(", ", "" + readApp, "'" + cursor + "'", "" + READ_ROWS, "0")
              + ")");
    }
    execute(
        "INSERT INTO app_head (app, last_sequence, last_delivery, last_recorded_at) VALUES ("
            + String.join(", ", "" + readApp, "" + READ_ROWS, "1", "1767225600000")
            + ")");
    try (Connection connection = LedgerDataSource.ofThisServer().getConnection();
        PreparedStatement entry =
            connection.prepareStatement(
                "INSERT INTO entry (app, sequence, event_key, kind, account, subscriber,"
                    + " occurred_at, recorded_at, source, delivery_id)"
                    + " VALUES (?, ?, ?, 'SUBSCRIBED', 'a', ?, 1767225600000, 1767225600000,"
                    + " 'CALLBACK', 1)");
        PreparedStatement subscription =
            connection.prepareStatement(
                "INSERT INTO subscription_state (app, account, subscriber, status, occurred_at,"
                    + " sequence, last_sequence)"
                    + " VALUES (?, 'a', ?, 'SUBSCRIBED', 1767225600000, ?, 0)")) {
      for (int i = 1; i <= READ_ROWS; i++) {
        String subscriber = "u" + (1_000 + i);
        entry.setLong(1, readApp);
        entry.setLong(2, i);
        entry.setBytes(3, ByteBuffer.allocate(32).putInt(i).array());
        entry.setString(4, subscriber);
        entry.addBatch();
        subscription.setLong(1, readApp);
        subscription.setString(2, subscriber);
        subscription.setLong(3, i);
        subscription.addBatch();
      }
      entry.executeBatch();
      subscription.executeBatch();
    }
  }

  private void clear() throws Exception {
    for (String table : List.of("app_head", "cursor", "entry", "subscription_state")) {
      execute("DELETE FROM " + table + " WHERE app = " + readApp);
    }
  }

  private static void execute(String change) throws Exception {
    try (Connection connection = LedgerDataSource.ofThisServer().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(change);
    }
  }
}
