package subscriptionledger.relay;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

  /**
   * Stops or resumes a sink in all ledgers in which it has a position.
   *
   * @param why a reason; null for none
   */
  public void become(Sink sink, SinkStatus next, @Nullable String why, String operator) {
    queries.progress().stream()
        .filter(one -> one.state().sink().equals(sink.name()))
        .forEach(
            one ->
                durability.write(
                    () ->
                        transaction.intervene(
                            sink,
                            one.state().app(),
                            (row, now) -> row.become(next, why, operator, now))));
    LOG.log(Level.INFO, "Sink {0}: {1} by {2}", sink.name(), next, operator);
    relay.wake(sink.name());
  }

  /** Sets the position in the ledger of an app. */
  public void replay(Sink sink, long app, long after, String operator) {
    durability.write(() -> transaction.intervene(sink, app, (row, now) -> row.replay(after)));
    LOG.log(
        Level.INFO,
        "Sink {0} of app {1}: replay after {2} by {3}",
        sink.name(),
        Long.toString(app),
        Long.toString(after),
        operator);
    relay.wake(sink.name());
  }
}
