package subscriptionledger.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import subscriptionledger.callback.LogBudget;

/**
 * Slows down whoever guesses passwords. The server checks them, and has asked nobody before it
 * does; so what is withheld is the answer. An address may be wrong ten times at once, and then once
 * a second. Whatever else it asks meanwhile is not answered, be its password right or wrong: else
 * the difference would tell.
 */
@ApplicationScoped
public class FailedLogins {
  private static final Logger LOG = System.getLogger(FailedLogins.class.getName());

  private static final Duration EACH = Duration.ofSeconds(1);
  private static final Duration AT_ONCE = EACH.multipliedBy(10);

  /** Beyond them, the one that has been known for longest is forgotten. */
  private static final int ADDRESSES = 10_000;

  @Inject private MeterRegistry meters;
  @Inject private Clock clock;

  /** When each address has made up for its failures, at one a second. */
  private final Map<String, Instant> madeUp =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > ADDRESSES || eldest.getValue().isBefore(clock.instant());
        }
      };

  private LogBudget log;

  @PostConstruct
  void openLog() {
    log = new LogBudget(LOG, "failed logins", clock);
  }

  /** Makes the series exist from the start, at 0. */
  public void begin() {
    counter();
  }

  private Counter counter() {
    return Counter.builder("ledger.logins.failed")
        .description("Requests with a wrong user name or password")
        .register(meters);
  }

  /**
   * Takes note of a failure.
   *
   * @return whether the answer is to be withheld
   */
  public boolean failed(String address) {
    counter().increment();
    boolean slowed = !note(address);
    log.warn(() -> "login failed source=" + address + (slowed ? " slowed down" : ""));
    return slowed;
  }

  /** Returns whether the failure was one that an address may have. */
  private synchronized boolean note(String address) {
    if (isSlowed(address)) {
      return false;
    }
    Instant now = clock.instant();
    Instant before = madeUp.remove(address);
    madeUp.put(address, (before == null || before.isBefore(now) ? now : before).plus(EACH));
    return true;
  }

  /** Whether the answers to an address are to be withheld. */
  public synchronized boolean isSlowed(String address) {
    Instant until = madeUp.get(address);
    return until != null && until.isAfter(clock.instant().plus(AT_ONCE).minus(EACH));
  }
}
