package subscriptionledger.callback;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts every answered callback and writes one log line about it, which contains neither secrets
 * nor users' data (promise P10). Callbacks answered OK are in the ledger, so their lines are logged
 * at a finer level.
 */
@ApplicationScoped
public class CallbackMetrics {
  private static final Logger LOG = System.getLogger("subscriptionledger.callback");

  private static final String NO_APP = "none";
  private static final String NO_COMMAND = "none";
  private static final String OTHER_COMMAND = "other";

  /** The possible results of a callback whose app has been identified. */
  private static final Set<AnswerCode> OF_AN_APP =
      Set.of(
          AnswerCode.RECORDED,
          AnswerCode.DUPLICATE,
          AnswerCode.IGNORED,
          AnswerCode.QUARANTINED,
          AnswerCode.UNAVAILABLE);

  @Inject private MeterRegistry meters;
  @Inject private CallbackPolicy policy;
  @Inject private Clock clock;

  private Timer durations;
  private LogRateLimiter strangers;

  /**
   * The time of each app's last call in milliseconds since 1970; before the first call, the time at
   * which the node started.
   */
  private final Map<Long, AtomicLong> lastCalls = new ConcurrentHashMap<>();

  @PostConstruct
  void register() {
    strangers = new LogRateLimiter(LOG, "refused callbacks", clock);
    durations =
        Timer.builder("ledger.callback.duration")
            .description("Time taken to answer a callback; the provider waits 2 seconds")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofMillis(1_000),
                Duration.ofMillis(1_500),
                Duration.ofMillis(2_000))
            .register(meters);
    policy.apps().keySet().forEach(this::watch);
  }

  /**
   * Registers every series with the value 0. A series that first appears with its first callback
   * shows no increase, so an alert on the increase would miss the first burst.
   */
  public void begin() {
    Set<String> commands =
        Stream.concat(
                Stream.of(NO_COMMAND, OTHER_COMMAND),
                Arrays.stream(Command.values()).map(Command::word))
            .collect(Collectors.toSet());
    for (AnswerCode answerCode : AnswerCode.values()) {
      counter(NO_APP, NO_COMMAND, answerCode);
    }
    for (long app : policy.apps().keySet()) {
      for (String command : commands) {
        OF_AN_APP.forEach(answerCode -> counter(Long.toString(app), command, answerCode));
      }
    }
  }

  /**
   * Registers the time of the app's last callback. If the provider's callbacks do not reach the
   * ledger, silence is the only symptom.
   */
  private void watch(long app) {
    AtomicLong lastCall = new AtomicLong(clock.millis());
    lastCalls.put(app, lastCall);
    TimeGauge.builder("ledger.last.callback.timestamp", lastCall::get, MILLISECONDS)
        .description(
            "Time of the app's last authentic callback on this node, or of the start of the node before the first")
        .tags("app", Long.toString(app))
        .strongReference(true)
        .register(meters);
  }

  /** Counts and logs a callback that has been answered. */
  public void answered(RequestInfo info, AnsweredCallback answered, Duration took) {
    AnswerCode answerCode = answered.answerCode();
    counter(app(answered), label(answered.command()), answerCode).increment();
    durations.record(took);
    AtomicLong lastCall = answered.app() == null ? null : lastCalls.get(answered.app());
    if (lastCall != null) {
      lastCall.set(clock.millis());
    }
    if (answerCode.isOk()) {
      LOG.log(Level.DEBUG, () -> line(info, answered, took));
    } else if (answered.app() == null) {
      strangers.warn(() -> line(info, answered, took));
    } else {
      LOG.log(Level.WARNING, () -> line(info, answered, took));
    }
  }

  private Counter counter(String app, String command, AnswerCode answerCode) {
    return Counter.builder("ledger.callbacks")
        .description("Callbacks answered")
        .tags("app", app, "command", command, "outcome", answerCode.label())
        .register(meters);
  }

  /** Formats the log line about a callback, without secrets or users' data. */
  static String line(RequestInfo info, AnsweredCallback answered, Duration took) {
    return String.format(
        Locale.ROOT,
        "callback request=%s source=%s app=%s command=%s outcome=%s entries=%d micros=%d%s",
        info.id(),
        info.source(),
        app(answered),
        label(answered.command()),
        answered.answerCode().label(),
        answered.entries(),
        took.toNanos() / 1_000,
        answered.answerCode() == AnswerCode.QUARANTINED
            ? " reason=\"" + answered.errorInfo() + '"'
            : answered.claim());
  }

  private static String app(AnsweredCallback answered) {
    return answered.app() == null ? NO_APP : answered.app().toString();
  }

  /**
   * Returns the label of a command. The caller may have invented an unknown word, which must reach
   * neither the labels nor the log.
   */
  private static String label(@Nullable String command) {
    if (command == null) {
      return NO_COMMAND;
    }
    return Command.of(command).map(Command::word).orElse(OTHER_COMMAND);
  }
}
