package subscriptionledger.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The places for API requests that are processed, and those that wait for one. */
final class Bulkhead {
  /**
   * The maximum number of requests that are processed at a time; further ones wait. This is enough
   * to keep a database busy; a server must have more threads (see harden in server-config).
   */
  private static final int AT_A_TIME = 4;

  /** The maximum number of waiting requests; further ones are answered 503 at once. */
  private static final int WAITING = 5_000;

  /** The maximum waiting time; after it, a request is answered 503. */
  private static final long WAIT_MILLIS = 10_000;

  private static final String PERMIT = Permit.class.getName();

  private final Executor executor;
  private final Deque<Permit> waiting = new ArrayDeque<>();
  private int working;

  /**
   * Creates a bulkhead.
   *
   * @param executor continues requests that have waited
   */
  Bulkhead(Executor executor) {
    this.executor = executor;
  }

  /** Returns the permit of a request; a new one if it has none. */
  Permit permit(HttpServletRequest request) {
    return known(request).orElseGet(() -> new Permit(request));
  }

  /** Returns the permit that the request received before it waited. */
  static Optional<Permit> known(HttpServletRequest request) {
    return Optional.ofNullable((Permit) request.getAttribute(PERMIT));
  }

  /** Returns true if the permit was granted at once. */
  synchronized boolean takes(
      Permit permit, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (working < AT_A_TIME) {
      working++;
      permit.taken = true;
      return true;
    }
    if (waiting.size() < WAITING) {
      permit.await(request);
      waiting.add(permit);
    } else {
      refuse(response);
    }
    return false;
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    Replies.refuse(response, Problem.unavailable("Too many API requests are waiting."));
  }

  /** Gives a returned permit to the next request. */
  private synchronized void next() {
    Permit next = waiting.poll();
    if (next == null) {
      working--;
    } else {
      next.taken = true;
      next.enter();
    }
  }

  private synchronized boolean givesUp(Permit permit) {
    return waiting.remove(permit);
  }

  /** The permit of one request, which waits for it, receives it and returns it. */
  final class Permit implements AsyncListener {
    private @Nullable AsyncContext context;
    private boolean taken;

    Permit(HttpServletRequest request) {
      request.setAttribute(PERMIT, this);
    }

    boolean isTaken() {
      synchronized (Bulkhead.this) {
        return taken;
      }
    }

    void await(HttpServletRequest request) {
      AsyncContext started = request.startAsync();
      started.setTimeout(WAIT_MILLIS);
      started.addListener(this);
      context = started;
    }

    /**
     * Continues the request, in a thread of the application. In a thread that also processes
     * dispatches, as the present one may be, Payara would take the dispatched request for the one
     * that dispatches, and would not complete it (6.2025.9, {@code
     * AsyncContextImpl.isDispatchInScope}).
     */
    void enter() {
      try {
        executor.execute(this::dispatch);
      } catch (RejectedExecutionException e) {
        dispatch();
      }
    }

    private void dispatch() {
      try {
        requireNonNull(context).dispatch();
      } catch (IllegalStateException e) {
        // The request is over.
        leave();
      }
    }

    /**
     * Returns the permit after the whole response has been sent. Sending occupies a thread for as
     * long as the client does not read; the server itself would send only after the filters, that
     * is, without a permit.
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
      synchronized (Bulkhead.this) {
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
        // The client has disconnected.
      } finally {
        leave();
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // The request is being processed, and another thread will answer it.
    }
  }
}
