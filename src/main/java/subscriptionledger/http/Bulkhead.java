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

/**
 * The places for API requests that are processed, and those that wait for one. A request occupies a
 * place only while a thread works on it, or until a thread begins to. The server's events are no
 * sign that a request is over: Payara (6.2025.9, {@code Request.startAsync}) notifies nobody of an
 * asynchronous request whose client has disconnected, not even of its time-out.
 */
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

  /** The time after which nothing more will be heard of a request. */
  private static final long LOST_NANOS = 2 * WAIT_MILLIS * 1_000_000;

  private static final String PERMIT = Permit.class.getName();
  private final Executor executor;
  private final Deque<Permit> waiting = new ArrayDeque<>();

  /** The requests that have a place, and that no thread has begun to process yet. */
  private final Deque<Permit> called = new ArrayDeque<>();

  private int working;

  /** Creates a bulkhead whose waiting requests are continued by the executor. */
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

  /** Returns true if the request may be processed now. */
  synchronized boolean enters(
      Permit permit, HttpServletRequest request, HttpServletResponse response) throws IOException {
    called.remove(permit);
    if (permit.taken) {
      return true;
    }
    forgetLost();
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

  private void forgetLost() {
    while (isLost(waiting.peek())) {
      waiting.remove();
    }
    while (isLost(called.peek())) {
      called.remove().leave();
    }
  }

  private static boolean isLost(@Nullable Permit first) {
    return first != null && System.nanoTime() - first.since > LOST_NANOS;
  }

  /** Gives a returned permit to the next request. */
  private void next() {
    Permit next = waiting.poll();
    if (next == null) {
      working--;
    } else {
      next.call();
    }
  }

  private synchronized boolean givesUp(Permit permit) {
    return waiting.remove(permit);
  }

  /** The permit of one request, which waits for it, receives it and returns it. */
  final class Permit implements AsyncListener {
    private @Nullable AsyncContext context;
    private boolean taken;
    private long since;

    Permit(HttpServletRequest request) {
      request.setAttribute(PERMIT, this);
    }

    private void await(HttpServletRequest request) {
      AsyncContext started = request.startAsync();
      started.setTimeout(WAIT_MILLIS);
      started.addListener(this);
      context = started;
      since = System.nanoTime();
    }

    /**
     * Continues the request, in a thread of the application. In a thread that also processes
     * dispatches, as the present one may be, Payara would take the dispatched request for the one
     * that dispatches, and would not complete it (6.2025.9, {@code
     * AsyncContextImpl.isDispatchInScope}).
     */
    private void call() {
      taken = true;
      since = System.nanoTime();
      called.add(this);
      try {
        executor.execute(this::dispatch);
      } catch (RejectedExecutionException e) {
        dispatch();
      }
    }

    private void dispatch() {
      try {
        requireNonNull(context).dispatch();
      } catch (RuntimeException e) {
        // The request is over; each server has an exception of its own for that.
        leave();
      }
    }

    boolean isTaken() {
      synchronized (Bulkhead.this) {
        return taken;
      }
    }

    void leave() {
      synchronized (Bulkhead.this) {
        if (taken) {
          taken = false;
          called.remove(this);
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
      givesUp(this);
    }

    @Override
    public void onComplete(AsyncEvent event) {
      givesUp(this);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // Another thread will answer the request, which has its place by now.
    }
  }
}
