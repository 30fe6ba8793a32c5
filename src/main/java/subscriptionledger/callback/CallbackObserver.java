package subscriptionledger.callback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees every callback answered: counts it, and writes one line about it to the log, with neither a
 * secret nor a user's data in it (promise P10). A callback that was answered OK is in the ledger,
 * and is a line for whoever looks for it only.
 */
@ApplicationScoped
public class CallbackObserver {
  private static final Logger LOG = System.getLogger("subscriptionledger.callback");

  @Inject private MeterRegistry meters;

  /** Takes note of a callback that has been answered. */
  public void answered(Answered answered, Duration took) {
    Disposition disposition = answered.disposition();
    Counter.builder("ledger.callbacks")
        .description("Callbacks answered")
        .tags(
            "app", app(answered),
            "command", label(answered.command()),
            "outcome", disposition.label())
        .register(meters)
        .increment();
    LOG.log(disposition.isOk() ? Level.DEBUG : Level.WARNING, () -> line(answered, took));
  }

  /** All there is to say of a callback, without a secret and without a user's data. */
  static String line(Answered answered, Duration took) {
    return "callback app=%s command=%s outcome=%s entries=%d micros=%d%s"
        .formatted(
            app(answered),
            label(answered.command()),
            answered.disposition().label(),
            answered.entries(),
            took.toNanos() / 1_000,
            answered.disposition() == Disposition.QUARANTINED
                ? " reason=\"" + answered.errorInfo() + '"'
                : "");
  }

  private static String app(Answered answered) {
    return answered.app() == null ? "none" : answered.app().toString();
  }

  /** An unknown word is the caller's invention: it must not become a label, nor reach the log. */
  private static String label(@Nullable String command) {
    if (command == null) {
      return "none";
    }
    return Command.of(command).map(Command::word).orElse("other");
  }
}
