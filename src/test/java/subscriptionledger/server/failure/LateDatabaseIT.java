package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.store.OrderedFiles;

/** A server may be started before its database, and can always be stopped. */
@DisabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "glassfish",
    disabledReason = "GlassFish answers 500, and loses connections: see server-config/glassfish")
class LateDatabaseIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String BODY = body(DELETE, "@TOA#_late", 1670574414123L, "jared");

  @TempDir private Path folder;

  private interface On {
    void turn() throws Exception;
  }

  private interface Off {
    void turn() throws IOException, SQLException;
  }

  /** A database that is not there, until it is switched on. */
  private record Switch(ProcessDatabase database, On on, Off off) implements AutoCloseable {
    @Override
    public void close() throws IOException, SQLException {
      off.turn();
    }
  }

  @Test
  void p8IsRefusedUntilTheDatabaseIsThereAndThenRecorded() throws Exception {
    try (Switch absent = absent();
        ServerProcess server = new ServerProcess("late", absent.database())) {
      LedgerClient client = new LedgerClient(server.url());
      server.launch();
      Await.until("it is deployed", LIMIT, () -> ready(client) == 503);

      Answer refused = client.callback(signed(APP, CURRENT_TOKEN, DELETE), BODY);
      HttpResponse<String> page = client.get("api/v1/apps/" + APP + "/entries", "viewer");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body())
          .isEqualTo(
              "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"The callback cannot be recorded now.\","
                  + "\"ErrorCode\":120006}");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body()).contains("urn:subscription-ledger:problem:unavailable");
      assertThat(page.headers().firstValue("Retry-After")).isPresent();
      assertThat(client.get("health/live", null).statusCode()).isEqualTo(200);

      server.stop();
      server.launch();
      Await.until("it is deployed again", LIMIT, () -> ready(client) == 503);
      absent.on().turn();
      Await.until("it is ready", LIMIT, () -> ready(client) == 200);
      assertThat(client.callback(signed(APP, CURRENT_TOKEN, DELETE), BODY).status()).isEqualTo(200);
      assertThat(client.head(APP)).isEqualTo(1);
      server.stop();
    }
  }

  @Test
  void canBeStoppedThoughItsConfigurationCannotBeUsed() throws Exception {
    Path home = ServerProcess.home("unusable");
    try (ServerProcess server =
        new ServerProcess(
            "unusable", ProcessDatabase.ofSuite("unusable", home), "-Dledger.apps=no-number")) {
      server.launch();
      Await.until("it says why", LIMIT, () -> server.console().contains("ledger.apps: "));

      server.stop();
    }
  }

  private static int ready(LedgerClient client) throws InterruptedException {
    try {
      return client.get("health/ready", null).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private Switch absent() throws Exception {
    return ProcessDatabase.POSTGRESQL ? stopped() : lockedByAnotherProcess();
  }

  private Switch stopped() throws Exception {
    PostgresProcess postgres = new PostgresProcess(folder.resolve("data"));
    postgres.execute("CREATE DATABASE ledger");
    ProcessDatabase database = postgres.database();
    postgres.crash();
    return new Switch(database, postgres::start, postgres::close);
  }

  private static Switch lockedByAnotherProcess() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("late", ServerProcess.home("late"));
    OrderedFiles.register();
    Connection lock = DriverManager.getConnection(database.jdbcUrl());
    return new Switch(database, lock::close, lock::close);
  }
}
