package subscriptionledger.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.SseReader;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;

/** A start, a suspension and a stop of a healthy server leave nothing in its log to worry about. */
@OnH2
class HealthyLogIT {
  private static final String LAUNCH =
      Objects.requireNonNull(System.getProperty("arquillian.launch"));

  private static final Pattern ALARMING =
      Pattern.compile("\\b(WARN|WARNING|ERROR|SEVERE|FATAL)\\b|^\\s+at ");

  /** Of what the ledger does of its own accord. */
  private static final long SOME_ROUNDS_MILLIS = 12_000;

  private static final Pattern OURS =
      Pattern.compile("subscription-?ledger|^\\s+at ", Pattern.CASE_INSENSITIVE);

  @Test
  void logsNoWarningThoughAStreamIsOpenWhenTheServerStops() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("healthy", ServerProcess.home("healthy"));
    try (ServerProcess server = new ServerProcess("healthy", database)) {
      server.start();
      LedgerClient client = new LedgerClient(server.url());
      try (SseReader stream = stream(client)) {
        assertThat(record(client)).isEqualTo(200);
        assertThat(stream.next().id()).isEqualTo(1);
        if (LAUNCH.equals("wildfly")) {
          server.manage(":suspend(suspend-timeout=5)");
          Thread.sleep(SOME_ROUNDS_MILLIS);
          server.manage(":resume");
        }
      }
      try (SseReader stream = stream(client)) {
        assertThat(stream.next().id()).isEqualTo(1);
        server.stop();
      }
      assertThat(server.console().lines().filter(HealthyLogIT::isAlarming)).isEmpty();
    }
  }

  private static boolean isAlarming(String line) {
    return ALARMING.matcher(line).find()
        && OURS.matcher(line).find()
        && !line.contains("Authentication is off for app 3000000003");
  }

  private static SseReader stream(LedgerClient client) throws IOException, InterruptedException {
    return new SseReader(client, "apps/" + APP + "/entries/stream?after=0");
  }

  private static int record(LedgerClient client) throws IOException, InterruptedException {
    return client
        .callback(
            signed(APP, CURRENT_TOKEN, DELETE), body(DELETE, "@TOA#_", 1670574414123L, "jared"))
        .status();
  }
}
