package subscriptionledger.operations;

import jakarta.ejb.EJB;
import jakarta.ejb.NoSuchEJBException;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import subscriptionledger.journal.Journal;

/**
 * Has the journal write what it has taken, before anything of the application is stopped. A server
 * takes the web part away first; but what comes then it stops in any order, and a journal that is
 * told only when its own turn has come may find that what it writes with is gone.
 */
@WebListener
public class Shutdown implements ServletContextListener {
  private static final Logger LOG = System.getLogger(Shutdown.class.getName());

  @EJB private Journal journal;

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    try {
      journal.drain();
    } catch (NoSuchEJBException e) {
      // Open Liberty stops all EJBs before the web part, so that the journal's turn came first.
      LOG.log(Level.DEBUG, "The journal has been stopped by the server: " + e);
    }
  }
}
