package subscriptionledger.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import subscriptionledger.simulator.Options.Pace;
import subscriptionledger.simulator.SimulatedCallback.Content;
import subscriptionledger.simulator.SimulatedCallback.Sending;

/** Sends callbacks to a ledger as the provider does, and writes down what was answered OK. */
public final class Simulator {
  private static final String OK = "200";
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A server that is down, or has no ledger yet, is left alone for a moment. */
  private static final Set<String> NOBODY_THERE = Set.of(Provider.CONNECTION_LOST, "404");

  private static final long PAUSE_MILLIS = 50;

  private final Options options;
  private final Provider provider;
  private final Simulation simulation;
  private final PrintStream progress;
  private final Summary summary = new Summary();
  private final long began = System.nanoTime();
  private volatile boolean stopped;
  private long taken;
  private long reported = began;

  /**
   * What came of a run.
   *
   * @param answers how often each answer was given, by its HTTP status, or by what went wrong
   * @param latencyNanos how long each answer took to a callback that was sent at once
   */
  public record Summary(Map<String, Integer> answers, List<Long> latencyNanos) {

    Summary() {
      this(new TreeMap<>(), new ArrayList<>());
    }

    private synchronized void count(String answer) {
      answers.merge(answer, 1, Integer::sum);
    }

    private synchronized void time(long nanos) {
      latencyNanos.add(nanos);
    }

    private synchronized String soFar() {
      return answers.toString();
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
    this.simulation = new Simulation(options, System.currentTimeMillis());
    this.progress = progress;
  }

  /**
   * Sends the callbacks that the options ask for.
   *
   * @param args {@code name=value} words, see {@link Options}
   */
  public static void main(String[] args) throws Exception {
    Options options = Words.understood(() -> Options.parse(args));
    System.out.println("Simulating " + options);
    System.out.println(new Simulator(options, System.out).run());
  }

  /** Sends all callbacks, and tells what came of it. */
  public Summary run() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (HappeningFile sent = new HappeningFile(options.files().sent());
        HappeningFile acknowledged = new HappeningFile(options.files().acknowledged())) {
      Connection connection = new Connection(threads, sent, acknowledged);
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < options.pace().connections(); i++) {
        ends.add(threads.submit(connection));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return summary;
  }

  /** Lets the callbacks under way end, and sends no more. */
  public void stop() {
    stopped = true;
  }

  /** What has come of the run so far. */
  public Summary summary() {
    return summary;
  }

  private synchronized @Nullable SimulatedCallback next() throws InterruptedException {
    Pace pace = options.pace();
    long now = System.nanoTime();
    if (now - reported > PROGRESS_NANOS) {
      reported = now;
      progress.println(taken + " sent: " + summary.soFar());
    }
    if (pace.perSecond() > 0) {
      long due = began + taken * TimeUnit.SECONDS.toNanos(1) / pace.perSecond();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - now));
    }
    boolean more =
        pace.seconds() > 0
            ? now - began < TimeUnit.SECONDS.toNanos(pace.seconds())
            : taken < pace.callbacks();
    if (stopped || !more) {
      return null;
    }
    taken++;
    return simulation.next();
  }

  /** Sends one callback after the other. */
  private final class Connection implements Callable<Void> {
    private final ExecutorService threads;
    private final HappeningFile sent;
    private final HappeningFile acknowledged;

    Connection(ExecutorService threads, HappeningFile sent, HappeningFile acknowledged) {
      this.threads = threads;
      this.sent = sent;
      this.acknowledged = acknowledged;
    }

    @Override
    public Void call() throws Exception {
      for (SimulatedCallback callback = next(); callback != null; callback = next()) {
        if (callback.content() == Content.GENUINE) {
          sent.add(callback.happening());
        }
        List<String> answers = send(callback);
        if (NOBODY_THERE.containsAll(answers)) {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
      return null;
    }

    /** Several copies are sent at once, each by a thread of its own. */
    private List<String> send(SimulatedCallback callback) throws Exception {
      List<URI> receivers = new ArrayList<>(options.target().urls());
      if (callback.sending() == Sending.TWICE) {
        receivers.addAll(options.target().urls());
      }
      if (receivers.size() == 1) {
        return List.of(send(receivers.get(0), callback));
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> copy :
          threads.invokeAll(
              receivers.stream()
                  .<Callable<String>>map(receiver -> () -> send(receiver, callback))
                  .toList())) {
        answers.add(copy.get());
      }
      return answers;
    }

    private String send(URI receiver, SimulatedCallback callback)
        throws IOException, InterruptedException {
      long start = System.nanoTime();
      String answer = provider.send(receiver, callback);
      summary.count(answer);
      if (Character.isDigit(answer.charAt(0)) && callback.sending() != Sending.SLOW) {
        summary.time(System.nanoTime() - start);
      }
      if (answer.equals(OK)) {
        acknowledged.add(callback.happening());
      }
      return answer;
    }
  }
}
