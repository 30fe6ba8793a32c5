package subscriptionledger.operations;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import subscriptionledger.relay.Sink;
import subscriptionledger.relay.SinkEvent;
import subscriptionledger.relay.SinkOperations;
import subscriptionledger.relay.SinkQueries;
import subscriptionledger.relay.SinkStatus;
import subscriptionledger.relay.Sinks;
import subscriptionledger.relay.TargetAnswer;

/** The JMX management of the sinks, {@code subscriptionledger:type=Sinks,module=…}. */
@ApplicationScoped
public class SinkManagement implements SinkMXBean {
  private static final String OPERATOR = "JMX";

  @Inject private Sinks sinks;
  @Inject private SinkQueries queries;
  @Inject private SinkOperations operations;
  @Inject private DatabaseProbe probe;

  @Resource(lookup = "java:module/ModuleName")
  private String module = "";

  private final RegisteredBean registered = new RegisteredBean();

  /** Registers the MBean. The method is public so that the bean can have a proxy. */
  public void register() {
    registered.register("Sinks", module, this, SinkMXBean.class);
  }

  @PreDestroy
  void unregister() {
    registered.unregister();
  }

  @Override
  public Map<String, String> getSinks() {
    Map<String, String> states = new TreeMap<>();
    for (SinkQueries.Progress progress : queries.progress()) {
      states.put(
          progress.state().sink() + " of " + progress.state().app(),
          progress.state().status()
              + ", position "
              + progress.state().position()
              + ", lag "
              + progress.lag()
              + ", dead letters "
              + progress.deadLetters());
    }
    return states;
  }

  @Override
  public void pause(String sink, String reason) {
    operations.become(find(sink), SinkStatus.PAUSED, reason, OPERATOR);
  }

  @Override
  public void resume(String sink, String reason) {
    operations.become(find(sink), SinkStatus.ACTIVE, reason, OPERATOR);
  }

  @Override
  public void replay(String sink, long app, long after, String reason) {
    Sink found = find(sink, app);
    LedgerStatus.AppStatus status = probe.last().apps().get(app);
    if (status == null || after < 0 || after > status.head()) {
      throw new IllegalArgumentException("The app " + app + " has no entry " + after);
    }
    operations.replay(found, app, after, reason, OPERATOR);
  }

  @Override
  public String test(String sink, long app) {
    TargetAnswer answer = operations.test(find(sink, app), app, OPERATOR);
    String outcome = SinkEvent.of(answer).name();
    return answer instanceof TargetAnswer.Failure failure
        ? outcome + ": " + failure.text()
        : outcome;
  }

  @Override
  public void redriveDeadLetters(String sink, long app, String reason) {
    operations.settle(find(sink, app), app, SinkEvent.REDRIVEN, null, reason, OPERATOR);
  }

  @Override
  public void discardDeadLetters(String sink, long app, String reason) {
    operations.settle(find(sink, app), app, SinkEvent.DISCARDED, null, reason, OPERATOR);
  }

  private Sink find(String name, long app) {
    return Optional.of(find(name))
        .filter(sink -> !sink.of(Set.of(app)).isEmpty() && probe.last().apps().containsKey(app))
        .orElseThrow(() -> new IllegalArgumentException("The app " + app + " has no sink " + name));
  }

  private Sink find(String name) {
    return sinks
        .find(name)
        .orElseThrow(() -> new IllegalArgumentException("There is no sink " + name));
  }
}
