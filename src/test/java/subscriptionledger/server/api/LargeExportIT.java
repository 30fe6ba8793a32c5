package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;

/**
 * A server that has little memory and finds more entries than it could hold: {@code
 * -Dexport.entries=1000000} of them.
 */
class LargeExportIT {
  private static final long ENTRIES = Long.getLong("export.entries", 200_000);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** More than an hour's worth, of which nothing has been followed yet. */
  @Test
  void exportsAndFollowsALedgerThatIsLargerThanTheServersMemory() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("export", ServerProcess.home("export"));
    try (ServerProcess server = new ServerProcess("export", database, "-Xmx256m")) {
      server.start();
      server.kill();
      fill(database);
      server.start();

      HttpResponse<Stream<String>> export =
          new LedgerClient(server.url())
              .lines("api/v1/apps/" + APP + "/entries", "Accept", "application/x-ndjson");

      assertThat(export.statusCode()).isEqualTo(200);
      try (Stream<String> lines = export.body()) {
        Iterator<String> iterator = lines.iterator();
        for (long sequence = 1; sequence <= ENTRIES; sequence++) {
          JsonObject entry = LedgerClient.json(iterator.next());
          assertThat(entry.getJsonNumber("sequence").longValueExact()).isEqualTo(sequence);
          assertThat(entry.getString("subscriber")).isEqualTo("user-" + sequence);
        }
        JsonObject trailer = LedgerClient.json(iterator.next());
        assertThat(trailer.getJsonNumber("next").longValueExact()).isEqualTo(ENTRIES);
        assertThat(iterator.hasNext()).isFalse();
      }
      assertFollowed(new LedgerClient(server.url()));
    }
  }

  /** Until the states have got there, the question is answered 503. */
  private static void assertFollowed(LedgerClient client) throws Exception {
    String account = "apps/" + APP + "/accounts/" + LedgerClient.segment("@TOA#large");
    Await.until(
        "the states are computed",
        LIMIT,
        () -> client.get("api/v1/" + account, "viewer").statusCode() == 200);
    assertThat(client.api(account).getJsonNumber("subscribers").longValueExact())
        .isEqualTo(ENTRIES);
    assertThat(client.api(account + "/subscriptions/user-" + ENTRIES).getString("status"))
        .isEqualTo("SUBSCRIBED");
  }

  private static void fill(ProcessDatabase database) throws SQLException {
    String numbers =
        ProcessDatabase.POSTGRESQL
            ? "generate_series(1, " + ENTRIES + ") AS n(i)"
            : "SYSTEM_RANGE(1, " + ENTRIES + ") AS n(i)";
    String key =
        ProcessDatabase.POSTGRESQL
            ? "sha256(('key' || i)::bytea)"
            : "HASH('SHA-256', CONCAT('key', i))";
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO entry (app, sequence, event_key, kind, account, subscriber, occurred_at,"
              + " recorded_at, source, delivery_id) SELECT "
              + APP
              + ", i, "
              + key
              + ", 'SUBSCRIBED', '@TOA#large', CONCAT('user-', i), 1767225600000 + i,"
              + " 1767225600000 + i, 'CALLBACK', 1 FROM "
              + numbers);
      statement.execute(
          "UPDATE app_head SET last_sequence = "
              + ENTRIES
              + ", last_delivery = 1, last_recorded_at = 1767225600000 + "
              + ENTRIES
              + " WHERE app = "
              + APP);
    }
  }
}
