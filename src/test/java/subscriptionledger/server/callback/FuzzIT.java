package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.signature;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import subscriptionledger.fuzz.FuzzedCallback;
import subscriptionledger.fuzz.FuzzedHeaders;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.callback.KeptConnection.RawAnswer;
import subscriptionledger.server.client.LedgerClient.Recorded;

/**
 * What no input may do to the server, whatever it is: as many callbacks as the property {@code
 * fuzz.inputs} of pom.xml says, over connections that are kept.
 */
class FuzzIT extends LedgerServer {
  private static final int CONNECTIONS = 8;
  private static final int INPUTS = Integer.getInteger("fuzz.inputs");

  /** Payara's listener hangs up on more than 8 KB of request line and headers. */
  private static final int MAX_HEAD_CHARACTERS = 7_000;

  /** A stall of the machine passes; what cannot be recorded however often it is sent is a fault. */
  private static final int TRIES = 20;

  private static final Pattern ANSWER =
      Pattern.compile(
          "\\{\"ActionStatus\":\"(?:OK|FAIL)\",\"ErrorInfo\":\"[^\"\\\\]*\",\"ErrorCode\":(\\d+)}");

  /** No code: the server's listener has refused it, before the application was asked. */
  private static final int REFUSED_BY_THE_SERVER = -1;

  private record Input(FuzzedCallback callback, String headers) {

    boolean fitsTheListener() {
      return callback.query().text("").length() + headers.length() < MAX_HEAD_CHARACTERS;
    }
  }

  /** A callback and the codes that it was answered, the last one last. */
  private record Sent(FuzzedCallback callback, List<Integer> codes) {

    int code() {
      return codes.get(codes.size() - 1);
    }
  }

  /** P6. */
  @Test
  void p6RecordsNothingOfWhatIsNotAuthentic() throws Exception {
    List<Recorded> before = client().recorded();
    List<Function<Random, String>> forgeries =
        List.of(
            random -> "",
            random -> signature("a-wrong-token", Instant.now()),
            random -> signature(OTHER_TOKEN, Instant.now()),
            random -> signature(CURRENT_TOKEN, Instant.now().minusSeconds(7200)),
            random -> signature(CURRENT_TOKEN, Instant.now().plusSeconds(7200)),
            random -> signature(CURRENT_TOKEN, Instant.now()).replaceAll("&.*", ""));

    List<Sent> sent =
        send(
            () -> FuzzedCallback.any(APP),
            random -> forgeries.get(random.nextInt(forgeries.size())).apply(random));

    assertThat(sent)
        .extracting(Sent::code)
        .isSubsetOf(0, 120001, 120002, 120003, 120005, REFUSED_BY_THE_SERVER)
        .contains(120001, 120002, 120003);
    assertThat(client().recorded()).isEqualTo(before);
  }

  /** P7. */
  @Test
  void p7KeepsWhateverIsAuthenticAndNotUnderstood() throws Exception {
    long head = client().head(APP);
    List<Recorded> before = client().recorded();

    List<Sent> sent =
        send(
            () -> FuzzedCallback.authentic(APP), random -> signature(CURRENT_TOKEN, Instant.now()));

    assertThat(sent)
        .extracting(Sent::code)
        .isSubsetOf(0, 120004, REFUSED_BY_THE_SERVER)
        .contains(0, 120004);
    assertQuarantineIsWhatWasAnswered(sent, before.get(0).quarantined());
    assertHasNoGap(head);
    assertThat(client().recorded().subList(1, 3)).isEqualTo(before.subList(1, 3));
  }

  /** P7: the same when the query is broken too, and with it perhaps the proof. */
  @Test
  void p7KeepsNeitherMoreNorLessWhenTheQueryIsBrokenToo() throws Exception {
    long head = client().head(APP);
    List<Recorded> before = client().recorded();

    List<Sent> sent =
        send(() -> FuzzedCallback.any(APP), random -> signature(CURRENT_TOKEN, Instant.now()));

    assertThat(sent)
        .extracting(Sent::code)
        .isSubsetOf(0, 120001, 120002, 120003, 120004, 120005, REFUSED_BY_THE_SERVER)
        .contains(0, 120001, 120002, 120003, 120004);
    assertQuarantineIsWhatWasAnswered(sent, before.get(0).quarantined());
    assertHasNoGap(head);
    assertThat(client().recorded().subList(1, 3)).isEqualTo(before.subList(1, 3));
  }

  /** One that was refused for the time being may have been recorded all the same. */
  private void assertQuarantineIsWhatWasAnswered(List<Sent> sent, int before) throws Exception {
    List<String> quarantined =
        client().quarantine(APP).stream()
            .skip(before)
            .map((JsonObject kept) -> kept.getString("body"))
            .toList();
    List<Sent> notUnderstood = sent.stream().filter(one -> one.code() == 120004).toList();
    if (sent.stream().allMatch(one -> one.codes().size() == 1)) {
      assertThat(quarantined)
          .containsExactlyInAnyOrderElementsOf(notUnderstood.stream().map(FuzzIT::base64).toList());
    } else {
      assertThat(quarantined)
          .containsAll(notUnderstood.stream().map(FuzzIT::base64).toList())
          .hasSizeBetween(
              notUnderstood.size(), sent.stream().mapToInt(one -> one.codes().size()).sum());
    }
  }

  private void assertHasNoGap(long head) throws Exception {
    List<JsonObject> entries = client().entries(APP, head);
    assertThat(entries)
        .extracting(entry -> entry.getJsonNumber("sequence").longValueExact())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(head + 1, head + entries.size()).boxed().toList());
  }

  private static String base64(Sent sent) {
    return Base64.getEncoder().encodeToString(sent.callback().body());
  }

  private List<Sent> send(
      Supplier<Arbitrary<FuzzedCallback>> callbacks, Function<Random, String> signature)
      throws Exception {
    long log = logLength();
    List<Sent> sent = new ArrayList<>();
    List<Input> inputs = inputs(callbacks);
    ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<List<Sent>>> connections = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(executor.submit(connection(share(inputs, i), signature)));
      }
      for (Future<List<Sent>> connection : connections) {
        sent.addAll(connection.get());
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(sent.stream().filter(one -> one.code() != REFUSED_BY_THE_SERVER).count())
        .as("reached the application")
        .isGreaterThan(sent.size() / 2);
    assertThat(log(log)).doesNotContain("A callback failed");
    return sent;
  }

  private static List<Input> share(List<Input> inputs, int connection) {
    return inputs.subList(
        inputs.size() * connection / CONNECTIONS, inputs.size() * (connection + 1) / CONNECTIONS);
  }

  private Callable<List<Sent>> connection(List<Input> inputs, Function<Random, String> signature) {
    return () -> {
      Random random = new Random();
      List<Sent> sent = new ArrayList<>();
      try (KeptConnection connection = new KeptConnection(root())) {
        for (Input input : inputs) {
          sent.add(
              new Sent(
                  input.callback(), answers(connection, input, () -> signature.apply(random))));
        }
      }
      return sent;
    };
  }

  /** Outside of its own tests, jqwik works within a session only. */
  private static List<Input> inputs(Supplier<Arbitrary<FuzzedCallback>> callbacks) {
    List<Input> inputs = new ArrayList<>();
    Random random = new Random();
    JqwikSession.run(
        () -> {
          RandomGenerator<FuzzedCallback> callback = callbacks.get().generator(INPUTS);
          RandomGenerator<String> headers = FuzzedHeaders.any().generator(INPUTS);
          while (inputs.size() < INPUTS) {
            Input input = new Input(callback.next(random).value(), headers.next(random).value());
            if (input.fitsTheListener()) {
              inputs.add(input);
            }
          }
        });
    return inputs;
  }

  private static List<Integer> answers(
      KeptConnection connection, Input input, Supplier<String> signature) throws IOException {
    List<Integer> codes = new ArrayList<>();
    do {
      // White space would end the target within the request line.
      String query = input.callback().query().text(signature.get()).replaceAll("\\s", "");
      try {
        RawAnswer answer = connection.post(query, input.headers(), input.callback().body());
        codes.add(code(answer));
      } catch (KeptConnection.HungUpException e) {
        codes.add(REFUSED_BY_THE_SERVER);
      } catch (IOException | AssertionError e) {
        throw new AssertionError("to " + input, e);
      }
    } while (codes.get(codes.size() - 1) == 120006 && codes.size() < TRIES);
    if (codes.get(codes.size() - 1) == REFUSED_BY_THE_SERVER) {
      connection.reconnect();
    }
    return codes;
  }

  private static int code(RawAnswer answer) {
    Matcher ours = ANSWER.matcher(answer.body());
    if (ours.matches()) {
      int code = Integer.parseInt(ours.group(1));
      assertThat(answer.status()).isEqualTo(status(code));
      return code;
    }
    assertThat(answer.status()).as("the server's own answer: %s", answer.body()).isEqualTo(400);
    return REFUSED_BY_THE_SERVER;
  }

  private static int status(int code) {
    return switch (code) {
      case 0 -> 200;
      case 120001 -> 403;
      case 120002, 120003 -> 401;
      case 120004 -> 400;
      case 120005 -> 413;
      case 120006 -> 503;
      default -> throw new AssertionError("no callback is answered " + code);
    };
  }
}
