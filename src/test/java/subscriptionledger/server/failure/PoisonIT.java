package subscriptionledger.server.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OTHER_APP;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.server.LedgerDataSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.simulator.LedgerFeed;

/**
 * A delivery that the database does not take, among many that it does. It runs inside the server,
 * because only there the database can be made to refuse something whichever it is.
 */
@ExtendWith(ArquillianExtension.class)
class PoisonIT {
  private static final int CLIENTS = 32;
  private static final int CALLBACKS = 640;

  /** Every so many callbacks there is a poisonous one; no group is without for long. */
  private static final int EVERY = 40;

  /** Not the same in each run, or an earlier one's would forbid the constraint. */
  private static final String POISON = "poison-" + UUID.randomUUID();

  private static final Logger JOURNAL = Logger.getLogger("subscriptionledger.journal");

  private final String account = "@TOA#_" + UUID.randomUUID();
  private final LedgerClient client = LedgerClient.ofThisServer();

  /** What is logged. */
  private static final class Lines extends Handler {
    private final Formatter formatter = new SimpleFormatter();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    boolean name(String request) {
      return lines.stream().anyMatch(line -> line.contains(request));
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(formatter.formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Deployment
  static WebArchive ledger() {
    return LedgerServer.war()
        .addClasses(LedgerClient.class, LedgerDataSource.class, LedgerFeed.class);
  }

  /** P2 and P3. */
  @Test
  void refusesWhatTheDatabaseDoesNotTakeAloneAndRecordsItsNeighbours() throws Exception {
    warmUp();
    long head = client.head(OTHER_APP);

    List<Integer> statuses;
    Lines log = new Lines();
    alter("ADD CONSTRAINT no_poison CHECK (subscriber NOT LIKE '" + POISON + "-%')");
    try {
      JOURNAL.addHandler(log);
      statuses = sendAll();
    } finally {
      JOURNAL.removeHandler(log);
      alter("DROP CONSTRAINT no_poison");
    }
    List<JsonObject> entries = client.entries(OTHER_APP, head);
    List<Integer> repeated = sendPoison();
    List<JsonObject> afterwards = client.entries(OTHER_APP, head);

    for (int i = 0; i < CALLBACKS; i++) {
      assertEquals(isPoison(i) ? 503 : 200, statuses.get(i), "the answer to callback " + i);
      assertEquals(isPoison(i), log.name("request=" + request(i) + ","), "named in the log: " + i);
    }
    assertEquals(subscribers(false), subscribersOf(entries));
    assertNumbered(head, entries, CALLBACKS - CALLBACKS / EVERY);
    assertTrue(
        entries.stream().map(entry -> entry.getString("recordedAt")).distinct().count()
            < entries.size(),
        "callbacks share groups");
    assertTrue(repeated.stream().allMatch(status -> status == 200), "poison no more");
    assertEquals(subscribers(true), subscribersOf(afterwards));
    assertNumbered(head, afterwards, CALLBACKS);
  }

  /**
   * A server that has just been deployed may need longer for all parts of a group than a callback
   * may wait.
   */
  private void warmUp() throws Exception {
    for (int i = 0; i < CALLBACKS / 2; i++) {
      String body = body(DELETE, account + "-before", 1670574414123L, "jared-" + i);
      assertEquals(200, client.callback(signed(OTHER_APP, OTHER_TOKEN, DELETE), body).status());
    }
  }

  private List<Integer> sendAll() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < CALLBACKS; i++) {
        int number = i;
        answers.add(executor.submit(() -> send(number)));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      return statuses;
    } finally {
      executor.shutdownNow();
    }
  }

  private List<Integer> sendPoison() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < CALLBACKS; i++) {
      if (isPoison(i)) {
        statuses.add(send(i));
      }
    }
    return statuses;
  }

  private int send(int number) throws Exception {
    Answer answer =
        client.callback(
            signed(OTHER_APP, OTHER_TOKEN, DELETE) + "&RequestID=" + request(number),
            body(DELETE, account, 1670574414123L, subscriber(number)));
    return answer.status();
  }

  private static String request(int number) {
    return "request-" + number;
  }

  private static String subscriber(int number) {
    return (isPoison(number) ? POISON : "jared") + "-" + number;
  }

  private static boolean isPoison(int number) {
    return number % EVERY == EVERY / 2;
  }

  private static Set<String> subscribers(boolean poisonToo) {
    return IntStream.range(0, CALLBACKS)
        .filter(number -> poisonToo || !isPoison(number))
        .mapToObj(PoisonIT::subscriber)
        .collect(Collectors.toSet());
  }

  private static Set<String> subscribersOf(List<JsonObject> entries) {
    return entries.stream().map(entry -> entry.getString("subscriber")).collect(Collectors.toSet());
  }

  private static void assertNumbered(long head, List<JsonObject> entries, int size) {
    assertEquals(
        LongStream.rangeClosed(head + 1, head + size).boxed().toList(),
        entries.stream().map(entry -> entry.getJsonNumber("sequence").longValueExact()).toList());
  }

  private static void alter(String change) throws Exception {
    execute("ALTER TABLE entry " + change);
  }

  private static void execute(String change) throws Exception {
    try (Connection connection = LedgerDataSource.ofThisServer().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(change);
    }
  }
}
