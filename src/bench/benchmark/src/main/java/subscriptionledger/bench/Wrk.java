package subscriptionledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Sends callbacks with wrk: one of its threads is enough, and leaves the most to the server. */
final class Wrk {
  private final Path script;

  /**
   * @param script callbacks.lua
   */
  Wrk(Path script) {
    this.script = script;
  }

  /**
   * What wrk counted.
   *
   * @param ok answers of status 200
   * @param failures other answers, and failures of connections
   */
  record Result(
      double seconds,
      long ok,
      long failures,
      double p50Millis,
      double p99Millis,
      double maxMillis) {}

  Result send(int port, Load load) throws IOException, InterruptedException {
    Provider.Signature signature = Provider.sign();
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "--threads",
                "1",
                "--connections",
                Integer.toString(load.connections()),
                "--duration",
                load.seconds() + "s",
                "--timeout",
                "30s",
                "--script",
                script.toString(),
                "http://127.0.0.1:" + port + "/",
                "--",
                Long.toString(Provider.APP),
                signature.sign(),
                signature.requestTime(),
                Integer.toString(load.subscribers()),
                Integer.toString(ThreadLocalRandom.current().nextInt(1 << 30)))
            .redirectErrorStream(true)
            .start();
    String output = new String(wrk.getInputStream().readAllBytes(), UTF_8);
    if (wrk.waitFor() != 0) {
      throw new IOException("wrk failed: " + output);
    }
    return parse(output);
  }

  private static Result parse(String output) throws IOException {
    String result =
        output
            .lines()
            .filter(line -> line.startsWith("RESULT "))
            .findFirst()
            .orElseThrow(() -> new IOException("wrk gave no result: " + output));
    List<String> words = Arrays.asList(result.split(" "));
    Map<String, Double> values =
        words.subList(1, words.size()).stream()
            .map(word -> word.split("="))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
    long refused = (long) value(values, "refused");
    return new Result(
        value(values, "micros") / 1e6,
        (long) value(values, "answers") - refused,
        refused + (long) value(values, "socket-errors"),
        value(values, "p50") / 1e3,
        value(values, "p99") / 1e3,
        value(values, "max") / 1e3);
  }

  private static double value(Map<String, Double> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
