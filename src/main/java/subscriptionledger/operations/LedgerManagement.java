package subscriptionledger.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import subscriptionledger.feed.Cursors;
import subscriptionledger.journal.Journal;

/** The JMX management of this node, {@code subscriptionledger:type=Ledger,module=…}. */
@ApplicationScoped
public class LedgerManagement implements LedgerMXBean {
  private static final Logger LOG = System.getLogger(LedgerManagement.class.getName());

  @Inject private DatabaseProbe probe;
  @Inject private Readiness readiness;
  @Inject private Cursors cursors;
  @Inject private MeterRegistry meters;
  @EJB private Journal journal;

  @Resource(lookup = "java:module/ModuleName")
  private String module = "";

  private final RegisteredBean registered = new RegisteredBean();

  /** Registers the MBean. The method is public so that the bean can have a proxy. */
  public void register() {
    registered.register("Ledger", module, this, LedgerMXBean.class);
  }

  @PreDestroy
  void unregister() {
    registered.unregister();
  }

  @Override
  public boolean isReady() {
    return readiness.now().up();
  }

  @Override
  public String getComplaint() {
    return readiness.now().complaint();
  }

  @Override
  public String getIntake() {
    return journal.status().intake().name();
  }

  @Override
  public int getQueued() {
    return journal.status().queued();
  }

  @Override
  public int getQueueCapacity() {
    return journal.status().capacity();
  }

  @Override
  public @Nullable String getLastCommit() {
    Instant lastCommit = journal.status().lastCommit();
    return lastCommit == null ? null : lastCommit.toString();
  }

  @Override
  public Map<String, Long> getHeads() {
    return byApp(LedgerStatus.AppStatus::head);
  }

  @Override
  public Map<String, Long> getQuarantined() {
    return byApp(LedgerStatus.AppStatus::quarantined);
  }

  @Override
  public Map<String, Long> getLags() {
    Map<String, Long> lags = new TreeMap<>();
    probe
        .last()
        .apps()
        .forEach(
            (app, status) ->
                status.lags().forEach((cursor, lag) -> lags.put(cursor + " of " + app, lag)));
    return lags;
  }

  @Override
  public void rebuild(String cursor, long app) {
    if (!cursors.names().contains(cursor) || !probe.last().apps().containsKey(app)) {
      throw new IllegalArgumentException("There is no cursor " + cursor + " of an app " + app);
    }
    cursors.rebuild(cursor, app);
  }

  private Map<String, Long> byApp(ToLongFunction<LedgerStatus.AppStatus> value) {
    Map<String, Long> values = new TreeMap<>();
    probe
        .last()
        .apps()
        .forEach((app, status) -> values.put(app.toString(), value.applyAsLong(status)));
    return values;
  }

  @Override
  public Map<String, Long> getCallbacks() {
    Map<String, Long> callbacks = new TreeMap<>();
    Search.in(meters)
        .name("ledger.callbacks")
        .counters()
        .forEach(
            counter ->
                callbacks.merge(
                    String.valueOf(counter.getId().getTag("outcome")),
                    (long) counter.count(),
                    Long::sum));
    return callbacks;
  }

  @Override
  public int getOpenStreams() {
    return (int)
        Search.in(meters).name("ledger.streams.open").gauges().stream()
            .mapToDouble(Gauge::value)
            .sum();
  }

  @Override
  public void pauseIntake() {
    journal.pause();
    LOG.log(Level.WARNING, "The intake is paused; callbacks are answered with 503");
  }

  @Override
  public void resumeIntake() {
    journal.resume();
    LOG.log(Level.INFO, "The intake is open again");
  }
}
