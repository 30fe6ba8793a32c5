package subscriptionledger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends callbacks to a ledger as the provider does, and writes down what was answered OK. */
public final class Simulator {
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Options options;
  private final Provider provider;
  private final Iterator<SimulatedCallback> callbacks;
  private final PrintStream progress;
  private final Summary summary = new Summary();
  private final long began = System.nanoTime();
  private long taken;
  private long reported = began;

  /**
   * What came of a run.
   *
   * @param answers how often each answer was given, by its HTTP status, or by what went wrong
   * @param latencyNanos how long each answer took
   */
  public record Summary(Map<String, Integer> answers, List<Long> latencyNanos) {

    Summary() {
      this(new TreeMap<>(), new ArrayList<>());
    }

    private synchronized void add(String answer, long nanos) {
      answers.merge(answer, 1, Integer::sum);
      latencyNanos.add(nanos);
    }

    /** How often that was the answer. */
    public synchronized int answered(String answer) {
      return answers.getOrDefault(answer, 0);
    }

    private synchronized double millis(double quantile) {
      if (latencyNanos.isEmpty()) {
        return 0;
      }
      List<Long> sorted = latencyNanos.stream().sorted().toList();
      return sorted.get((int) Math.min(sorted.size() - 1L, (long) (quantile * sorted.size())))
          / 1e6;
    }

    @Override
    public synchronized String toString() {
      return "answers %s, latency in ms: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f"
          .formatted(answers, millis(0.5), millis(0.9), millis(0.99), millis(1));
    }
  }

  /** A run that reports to that stream, a line each second. */
  public Simulator(Options options, PrintStream progress) {
    this.options = options;
    this.provider = new Provider(options);
    this.callbacks = new Simulation(options, System.currentTimeMillis()).callbacks().iterator();
    this.progress = progress;
  }

  /**
   * Sends the callbacks that the options ask for.
   *
   * @param args {@code name=value} words, see {@link Options}
   */
  public static void main(String[] args) throws Exception {
    Options options = Options.parse(args);
    System.out.println("Simulating " + options);
    System.out.println(new Simulator(options, System.out).run());
  }

  /** Sends all callbacks, and tells what came of it. */
  public Summary run() throws Exception {
    ExecutorService connections = Executors.newFixedThreadPool(options.connections());
    try (PrintWriter acknowledged =
        new PrintWriter(Files.newBufferedWriter(options.acknowledged(), UTF_8))) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < options.connections(); i++) {
        ends.add(connections.submit(() -> sendAll(acknowledged)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      connections.shutdownNow();
    }
    return summary;
  }

  private void sendAll(PrintWriter acknowledged) {
    try {
      for (SimulatedCallback callback = next(); callback != null; callback = next()) {
        if (send(callback).equals("200")) {
          String line = JSON.toJson(callback.happening());
          synchronized (acknowledged) {
            acknowledged.println(line);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable SimulatedCallback next() throws InterruptedException {
    long now = System.nanoTime();
    if (now - reported > PROGRESS_NANOS) {
      reported = now;
      progress.println(taken + " of " + options.callbacks() + ": " + summary);
    }
    if (options.perSecond() > 0) {
      long due = began + taken * TimeUnit.SECONDS.toNanos(1) / options.perSecond();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - now));
    }
    if (!callbacks.hasNext()) {
      return null;
    }
    taken++;
    return callbacks.next();
  }

  private String send(SimulatedCallback callback) throws InterruptedException {
    long sent = System.nanoTime();
    String answer;
    try {
      HttpResponse<String> response =
          provider.client().send(provider.request(callback), BodyHandlers.ofString());
      answer = Integer.toString(response.statusCode());
    } catch (HttpTimeoutException e) {
      answer = "none within " + Provider.PATIENCE.toSeconds() + " s";
    } catch (IOException e) {
      answer = "connection lost";
    }
    summary.add(answer, System.nanoTime() - sent);
    return answer;
  }
}
