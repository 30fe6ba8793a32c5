package subscriptionledger.quarantine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import subscriptionledger.quarantine.QuarantineQueries.QuarantinedDelivery;
import subscriptionledger.store.QuarantineRow.Decision;
import subscriptionledger.store.QuarantineRow.DecisionType;

/** The quarantine. Each query and each decision is a transaction of its own. */
@ApplicationScoped
public class Quarantine {
  private static final Logger LOG = System.getLogger(Quarantine.class.getName());

  @Inject private QuarantineQueries queries;
  @Inject private Clock clock;

  @Transactional
  public List<QuarantinedDelivery> deliveries(long app, long after, int limit, boolean decided) {
    return queries.deliveries(app, after, limit, decided);
  }

  @Transactional
  public Optional<QuarantinedDelivery> delivery(long app, long number) {
    return queries.delivery(app, number);
  }

  @Transactional
  public long size(long app) {
    return queries.size(app);
  }

  /**
   * Records a decision on a delivery, unless there is one.
   *
   * @param by the name of the user who decides
   * @return true if this decision was recorded, false if somebody else was faster
   */
  @Transactional
  public boolean decide(long app, long number, DecisionType type, String by) {
    boolean holds = queries.decide(app, number, new Decision(type, by, clock.instant()));
    if (holds) {
      log(app, number, type, by);
    }
    return holds;
  }

  /** Logs a decision on a delivery. */
  public void log(long app, long number, DecisionType type, String by) {
    // The numbers are converted to text because the log would format them for the server's
    // language.
    LOG.log(
        Level.INFO,
        "Delivery {0} of app {1}: {2} by {3}",
        Long.toString(number),
        Long.toString(app),
        type,
        by);
  }
}
