package subscriptionledger.server.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ProcessSignal;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.server.sink.Receiver.Reply;

/** A sink of two nodes on one database, of which each is killed or sleeps in turn. */
@OnPostgresql
class TwoNodesSinkIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Longer than a lease. */
  private static final Duration SLEEP = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void p9HoldsThoughNodesAreKilledAndSleepAndOneAttemptInFiveFails() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("twonodessink", folder);
    Random random = new Random();
    try (Receiver receiver = new Receiver();
        ServerProcess one = node("one", database, receiver);
        ServerProcess other = node("other", database, receiver)) {
      receiver.behave(events -> Reply.of(random.nextInt(5) == 0 ? 503 : 200));
      one.start();
      other.start();
      try (Load load = new Load(folder, List.of(one.url(), other.url()))) {
        load.awaitMore("200");
        one.kill();
        awaitMore(receiver);
        receiver.stop();
        one.start();
        receiver.start();
        ProcessSignal.STOP.send(other.handle());
        Thread.sleep(SLEEP.toMillis());
        awaitMore(receiver);
        ProcessSignal.CONT.send(other.handle());
        other.kill();
        awaitMore(receiver);
        other.start();
        load.awaitMore("200");
        load.end();
      }

      LedgerClient client = new LedgerClient(one.url());
      long head = head(client);
      Await.until("everything is taken", LIMIT, () -> arrived(receiver).size() >= head);
      assertThat(head(client)).isEqualTo(head);
      assertThat(arrived(receiver))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, head).boxed().toList());
      assertThat(receiver.problems()).isEmpty();
      assertThat(receiver.takenOf(APP))
          .allMatch(event -> number(event, "previous") == number(event, "sequence") - 1);
      assertThat(client.api("sinks/crm").toString()).contains("\"deadLetters\":0");
    }
  }

  private static ServerProcess node(String name, ProcessDatabase database, Receiver receiver)
      throws Exception {
    return new ServerProcess(
        "twonodessink-" + name,
        database,
        "-Dledger.sinks=crm",
        "-Dledger.sink.crm.type=http",
        "-Dledger.sink.crm.url=" + receiver.url(),
        "-Dledger.sink.crm.secrets=" + Receiver.SECRET,
        "-Dledger.sink.crm.start=beginning",
        "-Dledger.sink.crm.retry-max=PT2S");
  }

  private static void awaitMore(Receiver receiver) throws Exception {
    int before = arrived(receiver).size();
    Await.until("more are taken", LIMIT, () -> arrived(receiver).size() > before + 100);
  }

  /** The numbers in the order in which they arrived for the first time. */
  private static Set<Long> arrived(Receiver receiver) {
    Set<Long> numbers = new LinkedHashSet<>();
    receiver.takenOf(APP).forEach(event -> numbers.add(number(event, "sequence")));
    return numbers;
  }

  private static long number(JsonObject event, String attribute) {
    return Long.parseLong(event.getString(attribute));
  }

  private static long head(LedgerClient client) throws Exception {
    return client.api("apps/" + APP + "/entries?limit=1").getJsonNumber("head").longValue();
  }
}
