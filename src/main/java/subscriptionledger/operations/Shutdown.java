package subscriptionledger.operations;

import jakarta.ejb.EJB;
import jakarta.ejb.NoSuchEJBException;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import subscriptionledger.journal.ActivitySums;
import subscriptionledger.journal.DeliveryPurge;
import subscriptionledger.journal.Journal;
import subscriptionledger.query.HeadWatch;

/**
 * Has the journal write what it has taken, and everything else that works with the database come to
 * its end, before anything of the application is stopped. A server takes the web part away first;
 * but what comes then it stops in any order, and whoever is told only when its own turn has come
 * may find that what it works with is gone.
 */
@WebListener
public class Shutdown implements ServletContextListener {
  private static final Logger LOG = System.getLogger(Shutdown.class.getName());

  @EJB private Journal journal;
  @Inject private ActivitySums sums;
  @Inject private DeliveryPurge purge;
  @Inject private HeadWatch heads;
  @Inject private Pulse pulse;

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    drain();
    sums.stop();
    purge.stop();
    heads.stop();
    pulse.stop();
  }

  /** Open Liberty stops all EJBs before the web part, so that its turn has come already. */
  private void drain() {
    try {
      journal.drain();
    } catch (NoSuchEJBException e) {
      LOG.log(Level.DEBUG, "The server had already stopped the journal: " + e);
    }
  }
}
