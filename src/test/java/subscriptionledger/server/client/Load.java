package subscriptionledger.server.client;

import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import subscriptionledger.simulator.Happening;
import subscriptionledger.simulator.HappeningFile;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Options;
import subscriptionledger.simulator.Oracle;
import subscriptionledger.simulator.Simulator;

/**
 * The provider at full speed, with repetitions, late news and much that goes wrong, for as long as
 * a test needs; and what the oracle says of it in the end.
 */
public final class Load implements AutoCloseable {
  public static final String TOO_LATE = "none within 2 s";

  /** Servers that recover take their time, and the machine may be busy with others. */
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(2);

  private final Simulator simulator;
  private final Path acknowledged;
  private final Path sent;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<Simulator.Summary> run;

  /**
   * Begins.
   *
   * @param folder for what was sent and acknowledged
   * @param more options of the simulator
   */
  public Load(Path folder, Collection<URI> urls, String... more) {
    acknowledged = folder.resolve("acknowledged.jsonl");
    sent = folder.resolve("sent.jsonl");
    List<String> options =
        new ArrayList<>(
            List.of(
                "url=" + urls.stream().map(URI::toString).collect(Collectors.joining(",")),
                "app=" + APP,
                "token=" + CURRENT_TOKEN,
                "seconds=" + Duration.ofDays(1).toSeconds(),
                "connections=16",
                "accounts=4",
                "subscribers=200",
                "duplicates=20",
                "simultaneous=10",
                "late=20",
                "account-news=10",
                "forged=2",
                "malformed=2",
                "slow=1",
                "cut=2",
                "cut-after-millis=0",
                "seed=" + System.nanoTime(),
                "sent=" + sent,
                "acknowledged=" + acknowledged));
    options.addAll(Arrays.asList(more));
    simulator =
        new Simulator(
            Options.parse(options.toArray(String[]::new)),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    run = thread.submit(simulator::run);
  }

  /** Waits until some more are answered so. */
  public void awaitMore(String answer) throws Exception {
    int before = simulator.summary().answered(answer);
    int some = 20;
    Await.until(
        "more callbacks are answered " + answer + "; so far: " + simulator.summary(),
        RECOVERY_LIMIT,
        () -> {
          if (run.isDone()) {
            run.get();
          }
          return simulator.summary().answered(answer) >= before + some;
        });
  }

  public int answered(String answer) {
    return simulator.summary().answered(answer);
  }

  /** Ends, and tells what came of it. */
  public Simulator.Summary end() throws Exception {
    simulator.stop();
    return run.get();
  }

  /** What the oracle says of the tables, all of whose entries must come from this load. */
  public Oracle judge(LedgerTables tables) throws Exception {
    return judgeAll(tables, this);
  }

  /** The same, of tables whose entries come from several loads. */
  public static Oracle judgeAll(LedgerTables tables, Load... loads) throws Exception {
    List<Happening> acknowledged = new ArrayList<>();
    List<Happening> sent = new ArrayList<>();
    for (Load load : loads) {
      acknowledged.addAll(load.acknowledged());
      sent.addAll(load.sent());
    }
    return judge(tables, acknowledged, sent);
  }

  /** The same, of tables that need only have what had been acknowledged at some time. */
  public Oracle judge(LedgerTables tables, List<Happening> acknowledgedUntilThen) throws Exception {
    return judge(tables, acknowledgedUntilThen, sent());
  }

  private static Oracle judge(
      LedgerTables tables, List<Happening> acknowledged, List<Happening> sent) {
    return new Oracle(tables.entries())
        .acknowledged(acknowledged)
        .sent(sent)
        .state(tables.state(), tables.followed());
  }

  /** What has been answered OK so far. */
  public List<Happening> acknowledged() throws IOException {
    return HappeningFile.read(acknowledged);
  }

  /** What has been sent so far. */
  public List<Happening> sent() throws IOException {
    return HappeningFile.read(sent);
  }

  @Override
  public void close() {
    simulator.stop();
    thread.shutdownNow();
  }
}
