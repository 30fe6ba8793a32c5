package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnH2;
import subscriptionledger.simulator.Happening;
import subscriptionledger.simulator.HappeningFile;
import subscriptionledger.simulator.Options;
import subscriptionledger.simulator.Oracle;
import subscriptionledger.simulator.RecordedEntry;
import subscriptionledger.simulator.Simulator;

/** The promises under the simulator's load, judged by its oracle. */
@OnH2
class SimulatorIT extends LedgerServer {
  @TempDir private Path folder;

  @Test
  void keepsP2AndP3AndP6UnderLoadWithRepetitionsLateNewsAndForgeries() throws Exception {
    Path acknowledged = folder.resolve("acknowledged.jsonl");
    Options options =
        Options.parse(
            "url=" + root(),
            "app=" + APP,
            "token=" + CURRENT_TOKEN,
            "callbacks=1500",
            "connections=16",
            "list-length=10",
            "duplicates=20",
            "late=20",
            "forged=5",
            "malformed=5",
            "simultaneous=5",
            "slow=2",
            "cut=2",
            "cut-after-millis=0",
            "sent=" + folder.resolve("sent.jsonl"),
            "acknowledged=" + acknowledged);
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    Simulator.Summary summary = new Simulator(options, silent).run();

    assertThat(summary.answered("200")).isPositive();
    assertThat(summary.answered("400")).isPositive();
    assertThat(summary.answered("401")).isPositive();
    assertThat(summary.answered("500")).isZero();
    assertThat(summary.answered("hung up")).isPositive();
    assertThat(judge(HappeningFile.read(acknowledged))).isEmpty();
  }

  private List<String> judge(List<Happening> acknowledged) throws Exception {
    List<RecordedEntry> entries = client().entries(APP, 0).stream().map(RecordedEntry::of).toList();
    return new Oracle(entries).acknowledged(acknowledged).violations();
  }
}
