package subscriptionledger.operations;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import subscriptionledger.store.Heads;
import subscriptionledger.store.LedgerDatabase;

/**
 * Makes everything ready before the first callback. What cannot be made ready fails the deployment.
 *
 * <p>The bean has no transaction of its own: the schema's migrations manage theirs.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {
  private static final Logger LOG = System.getLogger(Startup.class.getName());

  @Inject private Configuration configuration;
  @Inject private LedgerDatabase database;
  @Inject private LedgerGauges gauges;
  @Inject private LedgerManagement management;
  @Inject private Readiness readiness;
  @Inject private Pulse pulse;
  @EJB private Heads heads;

  @PostConstruct
  void start() {
    Set<Long> apps = configuration.callbacks().apps().keySet();
    configuration
        .unknownKeys()
        .forEach(key -> LOG.log(Level.WARNING, "Unknown configuration key, ignored: " + key));
    configuration
        .callbacks()
        .apps()
        .forEach(
            (app, policy) -> {
              if (!policy.authenticationRequired()) {
                LOG.log(
                    Level.WARNING, "Authentication is off for app " + app + ": anybody may call");
              }
            });
    database.ready();
    apps.forEach(this::beginLedger);
    gauges.register();
    management.register();
    pulse.start(readiness::tellWhenItChanges);
    if (apps.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "ledger.apps is not set: every callback will be refused. Set it to your SDKAppIDs, and"
              + " ledger.app.<SDKAppID>.tokens to the authentication token of each.");
    } else {
      LOG.log(Level.INFO, "Subscription Ledger is ready for the apps " + apps);
    }
  }

  /** Several nodes may start at once, and one of them loses the race, which is no failure. */
  private void beginLedger(long app) {
    try {
      heads.begin(app);
    } catch (RuntimeException e) {
      if (!heads.hasBegun(app)) {
        throw e;
      }
    }
  }
}
