package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.signature;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
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
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import subscriptionledger.fuzz.FuzzedCallback;
import subscriptionledger.fuzz.FuzzedHeaders;
import subscriptionledger.server.callback.KeptConnection.RawAnswer;

/** Fuzzed callbacks, sent over connections that are kept, and how they are answered. */
final class FuzzSender {
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
  static final int REFUSED_BY_THE_SERVER = -1;

  private record Input(FuzzedCallback callback, String headers) {

    boolean fitsTheListener() {
      return callback.query().text("").length() + headers.length() < MAX_HEAD_CHARACTERS;
    }
  }

  /** A callback and the codes that it was answered, the last one last. */
  record Sent(FuzzedCallback callback, List<Integer> codes) {

    int code() {
      return codes.get(codes.size() - 1);
    }
  }

  private final URI ledger;

  FuzzSender(URI ledger) {
    this.ledger = ledger;
  }

  /**
   * Sends as many callbacks as {@code fuzz.inputs} says.
   *
   * @param signature of each request, made when it is sent
   */
  List<Sent> send(Supplier<Arbitrary<FuzzedCallback>> callbacks, Function<Random, String> signature)
      throws Exception {
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
      try (KeptConnection connection = new KeptConnection(ledger)) {
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
