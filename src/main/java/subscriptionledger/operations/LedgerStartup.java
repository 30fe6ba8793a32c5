package subscriptionledger.operations;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * Prepares the application before the first callback. An invalid configuration fails the
 * deployment; a database that does not respond is retried.
 *
 * <p>The bean has no transaction of its own, because the migrations of the schema manage theirs.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class LedgerStartup {
  private static final Logger LOG = System.getLogger(LedgerStartup.class.getName());

  @Inject private Configuration configuration;
  @Inject private LedgerGauges gauges;
  @Inject private LedgerManagement management;
  @Inject private SinkManagement sinks;
  @Inject private Readiness readiness;
  @Inject private DatabaseProbe probe;

  @PostConstruct
  void start() {
    Set<Long> apps = configuration.callbacks().apps().keySet();
    configuration
        .unknownKeys()
        .forEach(key -> LOG.log(Level.WARNING, "Unknown configuration key ignored: " + key));
    configuration
        .callbacks()
        .apps()
        .forEach(
            (app, policy) -> {
              if (!policy.authenticationRequired()) {
                LOG.log(
                    Level.WARNING,
                    "Authentication is off for app "
                        + app
                        + ": callbacks from anybody are recorded");
              }
            });
    if (apps.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "ledger.apps is not set: every callback will be refused. Set it to your SDKAppIDs, and set"
              + " ledger.app.<SDKAppID>.tokens to the authentication token of each app.");
    }
    gauges.register();
    management.register();
    sinks.register();
    probe.start(readiness::tellWhenItChanges);
    String failure = probe.last().failure();
    if (failure != null) {
      LOG.log(
          Level.WARNING,
          "The database could not be opened; retrying every two seconds: {0}",
          failure);
    }
  }
}
