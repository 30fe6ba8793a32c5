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
import subscriptionledger.callback.LogRateLimiter;

/**
 * Slows down clients that guess passwords. The server checks passwords before the application is
 * called, so the application can only withhold the response. An address may fail ten times in a row
 * and then once a second. Until then none of its requests is answered, whether the password is
 * right or wrong, because a difference would reveal the right one.
 */
@ApplicationScoped
public class FailedLogins {
  private static final Logger LOG = System.getLogger(FailedLogins.class.getName());

  private static final Duration EACH = Duration.ofSeconds(1);
  private static final Duration AT_ONCE = EACH.multipliedBy(10);

  /**
   * The maximum number of addresses that are remembered; beyond it, the oldest one is forgotten.
   */
  private static final int ADDRESSES = 10_000;

  @Inject private MeterRegistry meters;
  @Inject private Clock clock;

  /** The time by which each address has compensated for its failures, at one a second. */
  private final Map<String, Instant> madeUp =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > ADDRESSES || eldest.getValue().isBefore(clock.instant());
        }
      };

  private LogRateLimiter log;

  @PostConstruct
  void openLog() {
    log = new LogRateLimiter(LOG, "failed logins", clock);
  }

  /** Registers the series with the value 0. */
  public void begin() {
    counter();
  }

  private Counter counter() {
    return Counter.builder("ledger.logins.failed")
        .description("Requests with a wrong user name or password")
        .register(meters);
  }

  /**
   * Counts a failure.
   *
   * @return true if the response is to be withheld
   */
  public boolean failed(String address) {
    counter().increment();
    boolean slowed = !note(address);
    log.warn(() -> "login failed source=" + address + (slowed ? " slowed down" : ""));
    return slowed;
  }

  /** Counts a failure of an address; returns true if it is within the limit. */
  private synchronized boolean note(String address) {
    if (isSlowed(address)) {
      return false;
    }
    Instant now = clock.instant();
    Instant before = madeUp.remove(address);
    madeUp.put(address, (before == null || before.isBefore(now) ? now : before).plus(EACH));
    return true;
  }

  /** Returns true if responses to an address are to be withheld. */
  public synchronized boolean isSlowed(String address) {
    Instant until = madeUp.get(address);
    return until != null && until.isAfter(clock.instant().plus(AT_ONCE).minus(EACH));
  }
}
