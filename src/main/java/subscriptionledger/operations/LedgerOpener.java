package subscriptionledger.operations;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import subscriptionledger.feed.Cursors;
import subscriptionledger.feed.HeadWatch;
import subscriptionledger.relay.Relay;
import subscriptionledger.store.Durability;
import subscriptionledger.store.Heads;
import subscriptionledger.store.LedgerDatabase;

/**
 * Opens the database, creates the ledgers of the apps, and starts the background work. It is
 * repeated until it succeeds, because a server may be started before its database.
 */
@ApplicationScoped
public class LedgerOpener {
  private static final Logger LOG = System.getLogger(LedgerOpener.class.getName());

  @Inject private Configuration configuration;
  @Inject private LedgerDatabase database;
  @Inject private Durability durability;
  @Inject private HeadWatch headWatch;
  @Inject private Cursors cursors;
  @Inject private Relay relay;
  @EJB private Heads heads;

  private boolean done;

  /**
   * Completes the remaining steps.
   *
   * @throws RuntimeException if the database does not respond or cannot be used
   */
  public synchronized void open() {
    if (done) {
      return;
    }
    database.open();
    Set<Long> apps = configuration.callbacks().apps().keySet();
    apps.forEach(this::beginLedger);
    durability.force();
    headWatch.start();
    cursors.start();
    relay.start(apps);
    done = true;
    if (!apps.isEmpty()) {
      LOG.log(Level.INFO, "Subscription Ledger is ready for the apps " + apps);
    }
  }

  /**
   * Creates the ledger of an app. If several nodes start at once, another node may have created it
   * first, which is not a failure.
   */
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
