package subscriptionledger.callback;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP server of Payara and GlassFish, whose servlet container has two faults with bodies that
 * are read by a listener.
 *
 * <p>After a body that was read by a listener, it reads the connection's following requests too
 * early: while a response is being completed, the next request is processed already, is damaged by
 * this, and is answered 500 or never. A connection is therefore closed after such a body.
 *
 * <p>A listener may be called by a thread of the pool that processes dispatches. If this thread
 * dispatches the request while the filters are still running, and then processes the dispatch
 * itself, the container processes the request a second time in another thread (6.2025.9, {@code
 * AsyncContextImpl.isDispatchInScope}). The request is therefore dispatched by a thread of the
 * application, and after the filters.
 */
final class Grizzly {
  /**
   * The time in which the filters of a request return after they have set a listener. If they take
   * longer, the container usually dispatches the request nevertheless.
   */
  private static final long FILTERS_MILLIS = 10;

  private Grizzly() {}

  /** Returns true if Grizzly has received the request. */
  static boolean serves(HttpServletRequest request) {
    String server = request.getServletContext().getServerInfo();
    return server.contains("Payara") || server.contains("GlassFish");
  }

  /** Runs a dispatch in a thread of the application after the request's filters have returned. */
  static void afterTheFilters(ScheduledExecutorService executor, Runnable dispatch) {
    Future<?> unused = executor.schedule(dispatch, FILTERS_MILLIS, TimeUnit.MILLISECONDS);
  }
}
