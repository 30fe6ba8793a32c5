package subscriptionledger.server.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.LedgerDataSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.RawClient;

/**
 * What the provider is answered while readers hang in the database. It runs inside the server,
 * where the data source of the ledger is.
 */
@DisabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "glassfish",
    disabledReason = "GlassFish answers 500, and loses connections: see server-config/glassfish")
@OnPostgresql
@ExtendWith(ArquillianExtension.class)
class HangingReadersIT {
  private static final int READERS = 100;

  private final LedgerClient client = LedgerClient.ofThisServer();

  @Deployment
  static WebArchive ledger() {
    return LedgerServer.war()
        .addClasses(
            Await.class,
            LedgerClient.class,
            LedgerDataSource.class,
            ManagedTask.class,
            RawClient.class);
  }

  @Test
  void p8RecordsCallbacksThoughHundredReadersHangInTheDatabase() throws Exception {
    List<Integer> callbacks =
        whileReadersHang(
            () -> {
              List<Integer> answers = new ArrayList<>();
              for (int i = 0; i < 20; i++) {
                answers.add(callback(i));
              }
              return answers;
            });

    assertEquals(Collections.nCopies(20, 200), callbacks);
  }

  @Test
  void readersThatHungUpWhileTheyWaitedLeaveTheirPlacesToOthers() throws Exception {
    String head =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
            .formatted(
                client.uri("api/v1/apps/" + OTHER_APP + "/entries").getPath(),
                LedgerClient.authorization("viewer", "viewer"));

    whileReadersHang(
        () -> {
          for (int i = 0; i < READERS; i++) {
            boolean politely = i % 2 == 0;
            new RawClient(client).abandoned(head.repeat(1 + i % 3), new byte[0], politely);
          }
          return List.of();
        });

    for (int i = 0; i < READERS; i++) {
      assertEquals(200, client.get("api/v1/apps", "viewer").statusCode());
    }
  }

  /** The answers that the task returned; the readers themselves are answered after it. */
  private List<Integer> whileReadersHang(Callable<List<Integer>> task) throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      return ManagedTask.run(
          () -> {
            try (Connection connection = LedgerDataSource.ofThisServer().getConnection()) {
              connection.setAutoCommit(false);
              execute(connection, "LOCK TABLE activity_sum IN ACCESS EXCLUSIVE MODE");
              List<Future<Integer>> hanging = new ArrayList<>();
              for (int i = 0; i < READERS; i++) {
                hanging.add(readers.submit(this::statistics));
              }
              awaitAReaderThatWaits(connection);
              List<Integer> answers = task.call();
              connection.rollback();
              connection.setAutoCommit(true);
              for (Future<Integer> reader : hanging) {
                assertTrue(Set.of(200, 503).contains(reader.get()));
              }
              return answers;
            }
          });
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void saysThatStatesAreBehindWhileTheirCursorDoesNotMoveAndRecordsCallbacks() throws Exception {
    String account = "@TOA#_" + UUID.randomUUID();
    String body = body(DELETE, account, 1670574414123L, "jared");
    String path = "api/v1/apps/" + OTHER_APP + "/accounts/" + LedgerClient.segment(account);

    // The first entry makes the cursor.
    callback(0);
    assertEquals(200, client.get("api/v1/apps", "viewer").statusCode());
    List<HttpResponse<String>> answers =
        ManagedTask.run(
            () -> {
              try (Connection connection = LedgerDataSource.ofThisServer().getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "SELECT * FROM cursor WHERE name = 'states' FOR UPDATE");
                assertEquals(
                    200, client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body).status());
                List<HttpResponse<String>> answered =
                    List.of(
                        client.get(path, "viewer"),
                        client.get(path + "/subscriptions/jared", "viewer"));
                connection.rollback();
                connection.setAutoCommit(true);
                return answered;
              }
            });

    HttpResponse<String> behind = answers.get(0);
    assertEquals(503, behind.statusCode());
    assertTrue(behind.headers().firstValue("Retry-After").isPresent());
    assertTrue(behind.body().contains("urn:subscription-ledger:problem:behind"));
    assertEquals(200, client.get(path, "viewer").statusCode());

    // The newest entries about one user are read from the ledger.
    HttpResponse<String> state = answers.get(1);
    assertEquals(200, state.statusCode());
    assertTrue(state.body().contains("\"UNSUBSCRIBED\""));
    assertEquals(client.get(path + "/subscriptions/jared", "viewer").body(), state.body());
  }

  private int callback(int number) throws Exception {
    String body = body(DELETE, "@TOA#_" + UUID.randomUUID(), 1670574414123L, "jared-" + number);
    return client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body).status();
  }

  private int statistics() throws Exception {
    return client.get("api/v1/apps/" + OTHER_APP + "/statistics", "viewer").statusCode();
  }

  private static void awaitAReaderThatWaits(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      Await.until("a reader waits", Duration.ofMinutes(1), () -> readersWait(statement));
    }
  }

  private static boolean readersWait(Statement statement) throws SQLException {
    // Without this, PostgreSQL shows until the end of the transaction what it showed first.
    statement.execute("SELECT pg_stat_clear_snapshot()");
    try (ResultSet count =
        statement.executeQuery(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                + " AND query LIKE '%activity%'")) {
      count.next();
      return count.getInt(1) > 0;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
