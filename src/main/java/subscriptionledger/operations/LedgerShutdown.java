package subscriptionledger.operations;

import jakarta.ejb.EJB;
import jakarta.ejb.NoSuchEJBException;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import subscriptionledger.feed.Cursors;
import subscriptionledger.feed.HeadWatch;
import subscriptionledger.journal.Journal;
import subscriptionledger.relay.Relay;

/**
 * Finishes all work with the database before any other part of the application is stopped: the
 * journal writes the deliveries that it has accepted, and all background work ends. A server stops
 * the web part first and the other parts in any order. A part that is notified only in its own turn
 * might find that something it needs is gone.
 */
@WebListener
public class LedgerShutdown implements ServletContextListener {
  private static final Logger LOG = System.getLogger(LedgerShutdown.class.getName());

  @EJB private Journal journal;
  @Inject private Relay relay;
  @Inject private Cursors cursors;
  @Inject private HeadWatch heads;
  @Inject private DatabaseProbe probe;

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    drain();
    relay.stop();
    cursors.stop();
    heads.stop();
    probe.stop();
  }

  /**
   * Stops the journal. Open Liberty stops all EJBs before the web part, so the journal may have
   * been stopped already.
   */
  private void drain() {
    try {
      journal.drain();
    } catch (NoSuchEJBException e) {
      LOG.log(Level.DEBUG, "The server had already stopped the journal: " + e);
    }
  }
}
