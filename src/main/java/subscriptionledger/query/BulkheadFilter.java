package subscriptionledger.query;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets only some requests of the API work at a time; the others wait, and take neither a thread nor
 * a connection to the database meanwhile. So callbacks find both, however many readers there are,
 * and whatever those wait for.
 */
public class BulkheadFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** Enough to keep a database busy; a server must have more threads (server-config, harden). */
  private static final int AT_A_TIME = 4;

  /** Beyond them, a request is answered 503 at once. */
  private static final int WAITING = 5_000;

  /** After that, whoever still waits is answered 503. */
  private static final long WAIT_MILLIS = 10_000;

  private static final String PLACE = Place.class.getName();

  @Inject private transient Instance<RequestContextController> requestScopes;

  private final transient Deque<Place> waiting = new ArrayDeque<>();
  private int working;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Place place = place(request).orElseGet(() -> new Place(request));
    if (place.isTaken() || takes(place, request, response)) {
      try {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
          inRequestScope(request, response, chain);
        } else {
          chain.doFilter(request, response);
        }
        place.leaveWhenAnswered(request, response);
      } catch (IOException | ServletException | RuntimeException e) {
        place.leave();
        throw e;
      }
    }
  }

  /** Payara does not begin the scope for a request that is dispatched anew. */
  private void inRequestScope(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestContextController scope = requestScopes.get();
    boolean begun = scope.activate();
    try {
      chain.doFilter(request, response);
    } finally {
      if (begun) {
        scope.deactivate();
      }
      requestScopes.destroy(scope);
    }
  }

  /** The place that the request was given when it came, if it has waited since. */
  private static Optional<Place> place(HttpServletRequest request) {
    return Optional.ofNullable((Place) request.getAttribute(PLACE));
  }

  /** Has whoever is next work in the place of a request that goes on without one. */
  static void leave(HttpServletRequest request) {
    place(request).ifPresent(Place::leave);
  }

  /** Returns whether the place is taken at once. */
  private synchronized boolean takes(
      Place place, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (working < AT_A_TIME) {
      working++;
      place.taken = true;
      return true;
    }
    if (waiting.size() < WAITING) {
      place.await(request);
      waiting.add(place);
    } else {
      refuse(response);
    }
    return false;
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    Replies.refuse(response, Problem.unavailable("Too many API requests are waiting."));
  }

  /** Gives a place that has been left to the next who still waits. */
  private synchronized void next() {
    for (Place next = waiting.poll(); next != null; next = waiting.poll()) {
      next.taken = true;
      if (next.enter()) {
        return;
      }
      next.taken = false;
    }
    working--;
  }

  private synchronized boolean givesUp(Place place) {
    return waiting.remove(place);
  }

  /** One request's, which is waited for, taken, and left. */
  private final class Place implements AsyncListener {
    private @Nullable AsyncContext context;
    private boolean taken;

    Place(HttpServletRequest request) {
      request.setAttribute(PLACE, this);
    }

    boolean isTaken() {
      synchronized (BulkheadFilter.this) {
        return taken;
      }
    }

    void await(HttpServletRequest request) {
      AsyncContext started = request.startAsync();
      started.setTimeout(WAIT_MILLIS);
      started.addListener(this);
      context = started;
    }

    /** Returns whether the request still waits. */
    boolean enter() {
      try {
        requireNonNull(context).dispatch();
        return true;
      } catch (IllegalStateException e) {
        return false;
      }
    }

    /**
     * It is left when all of the answer has been sent, which takes a thread for as long as whoever
     * asked does not read. The server itself would do that after the filters.
     */
    void leaveWhenAnswered(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (!isTaken()) {
        return;
      }
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(this, request, response);
      } else {
        response.flushBuffer();
        leave();
      }
    }

    void leave() {
      synchronized (BulkheadFilter.this) {
        if (taken) {
          taken = false;
          next();
        }
      }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      if (givesUp(this)) {
        refuse((HttpServletResponse) event.getAsyncContext().getResponse());
        event.getAsyncContext().complete();
      }
    }

    @Override
    public void onError(AsyncEvent event) {
      onComplete(event);
    }

    @Override
    public void onComplete(AsyncEvent event) {
      if (givesUp(this)) {
        return;
      }
      try {
        if (isTaken()) {
          event.getAsyncContext().getResponse().flushBuffer();
        }
      } catch (IOException | IllegalStateException e) {
        // The client has hung up.
      } finally {
        leave();
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // It works, and will be answered by another thread.
    }
  }
}
