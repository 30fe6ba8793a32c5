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
 * secret nor a user's data in it (promise P10).
 */
@ApplicationScoped
public class CallbackObserver {
  private static final Logger LOG = System.getLogger("subscriptionledger.callback");

  @Inject private MeterRegistry meters;

  /** Takes note of a callback that has been answered. */
  public void answered(Answered answered, Duration took) {
    Disposition disposition = answered.disposition();
    String app = answered.app() == null ? "none" : answered.app().toString();
    String command = label(answered.command());
    Counter.builder("ledger.callbacks")
        .description("Callbacks answered")
        .tags("app", app, "command", command, "outcome", disposition.label())
        .register(meters)
        .increment();
    LOG.log(
        disposition.isOk() ? Level.DEBUG : Level.WARNING,
        () ->
            "callback app=%s command=%s outcome=%s entries=%d micros=%d%s"
                .formatted(
                    app,
                    command,
                    disposition.label(),
                    answered.entries(),
                    took.toNanos() / 1_000,
                    disposition == Disposition.QUARANTINED
                        ? " reason=\"" + answered.errorInfo() + '"'
                        : ""));
  }

  /** An unknown word is the caller's invention: it must not become a label, nor reach the log. */
  private static String label(@Nullable String command) {
    if (command == null) {
      return "none";
    }
    return Command.of(command).map(Command::word).orElse("other");
  }
}
