package subscriptionledger.relay;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import subscriptionledger.store.Durability;

/** The changes that operators make to sinks; each is logged. */
@ApplicationScoped
public class SinkOperations {
  private static final Logger LOG = System.getLogger(SinkOperations.class.getName());

  @EJB private SinkTransaction transaction;
  @Inject private SinkQueries queries;
  @Inject private Durability durability;
  @Inject private Relay relay;
  @Inject private Clock clock;

  /**
   * Stops or resumes a sink in all ledgers in which it has a position.
   *
   * @param why a reason; null for none
   */
  public void become(Sink sink, SinkStatus next, @Nullable String why, String operator) {
    queries.progress().stream()
        .filter(one -> one.state().sink().equals(sink.name()))
        .map(one -> one.state().app())
        .forEach(
            app ->
                intervene(
                    sink,
                    app,
                    operator,
                    why,
                    intervention -> {
                      intervention.become(next);
                      return next;
                    }));
  }

  /** Sets the position in the ledger of an app. */
  public void replay(Sink sink, long app, long after, @Nullable String why, String operator) {
    intervene(
        sink,
        app,
        operator,
        why,
        intervention -> {
          intervention.replay(after);
          return "replay after " + after;
        });
  }

  /**
   * Has dead letters sent again or discards them.
   *
   * @param change {@link SinkEvent#REDRIVEN} or {@link SinkEvent#DISCARDED}
   * @param sequence the number of the entry; null for all
   * @return false if there are none
   */
  public boolean settle(
      Sink sink,
      long app,
      SinkEvent change,
      @Nullable Long sequence,
      @Nullable String why,
      String operator) {
    long first = sequence == null ? 0 : sequence;
    long last = sequence == null ? Long.MAX_VALUE : sequence;
    return intervene(
            sink,
            app,
            operator,
            why,
            intervention ->
                change == SinkEvent.REDRIVEN
                    ? intervention.redrive(first, last)
                    : intervention.discard(first, last))
        > 0;
  }

  /** Sends an event that is no entry, and returns what came back. */
  public TargetAnswer test(Sink sink, long app, String operator) {
    TargetAnswer answer;
    try (Target target = sink.target().get()) {
      answer = target.test(CloudEvent.test(app, sink.name(), clock.instant()));
    }
    intervene(
        sink,
        app,
        operator,
        null,
        intervention -> {
          intervention.tested(SinkEvent.of(answer));
          return "test " + SinkEvent.of(answer);
        });
    return answer;
  }

  private <T> T intervene(
      Sink sink,
      long app,
      String operator,
      @Nullable String why,
      Function<Intervention, T> change) {
    T result = durability.write(() -> transaction.intervene(sink, app, operator, why, change));
    LOG.log(
        Level.INFO,
        "Sink {0} of app {1} was changed by {2}: {3}",
        sink.name(),
        Long.toString(app),
        operator,
        result);
    relay.wake(sink.name());
    return result;
  }
}
