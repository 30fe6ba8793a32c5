package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import subscriptionledger.callback.Arrival.Body;

/**
 * Collects one body while it comes, without a thread, and then dispatches its request. All of a
 * body is read, also when it is of no use: the server would otherwise do that itself, with a thread
 * that waits.
 */
final class BodyCollector implements ReadListener {
  /** In place of a limit: of this body nothing is held. */
  static final int NONE = -1;

  /** The provider has given up by then (it waits 2 seconds in all). */
  private static final long LIMIT_MILLIS = 5_000;

  /** After so long the server hangs up, on whoever has not been answered too. */
  private static final long HANG_UP_MILLIS = LIMIT_MILLIS + 2_000;

  /** What is held of all bodies that are on their way; whoever would pass it gets 503. */
  private static final long MAX_HELD_BYTES = 32L * 1024 * 1024;

  private static final int PIECE_BYTES = 4 * 1024;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final int limit;
  private final AtomicLong heldInAll;
  private final Function<Body, Arrival> arrivalWith;
  private final CallbackObserver observer;
  private final AsyncContext context;
  private final ServletInputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Future<?> clock;

  /** Why nothing is held; null while it is. */
  private @Nullable Body passedOver;

  /**
   * @param limit how many bytes are held at most, or {@link #NONE}
   * @param heldInAll how many are held of all bodies
   */
  BodyCollector(
      HttpServletRequest request,
      HttpServletResponse response,
      int limit,
      AtomicLong heldInAll,
      Function<Body, Arrival> arrivalWith,
      CallbackObserver observer)
      throws IOException {
    this.request = request;
    this.response = response;
    this.limit = limit;
    this.heldInAll = heldInAll;
    this.arrivalWith = arrivalWith;
    this.observer = observer;
    this.passedOver = limit == NONE ? new Body.PassedOver() : null;
    this.context = request.startAsync(request, response);
    this.in = request.getInputStream();
  }

  void begin(ScheduledExecutorService executor) {
    context.setTimeout(HANG_UP_MILLIS);
    clock = executor.schedule(this::late, LIMIT_MILLIS, MILLISECONDS);
    in.setReadListener(this);
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    while (in.isReady()) {
      int length = in.read(piece);
      if (length < 0) {
        return;
      }
      take(piece, length);
    }
  }

  private synchronized void take(byte[] piece, int length) {
    if (passedOver != null) {
      return;
    }
    if (bytes.size() + length > limit) {
      passOver(new Body.TooLarge());
    } else if (heldInAll.addAndGet(length) > MAX_HELD_BYTES) {
      heldInAll.addAndGet(-length);
      passOver(new Body.NoRoom());
    } else {
      bytes.write(piece, 0, length);
    }
  }

  private synchronized Body passOver(Body why) {
    heldInAll.addAndGet(-bytes.size());
    bytes.reset();
    passedOver = why;
    return why;
  }

  private synchronized Body whole() {
    if (passedOver != null) {
      return passedOver;
    }
    Body whole = new Body.Whole(bytes.toByteArray());
    passOver(whole);
    return whole;
  }

  @Override
  public void onAllDataRead() {
    if (end()) {
      arrivalWith.apply(whole()).attachTo(request);
      // Without the query, which the server would parse, and perhaps refuse.
      context.dispatch(request.getRequestURI().substring(request.getContextPath().length()));
    }
  }

  /** The caller has hung up. */
  @Override
  public void onError(Throwable failure) {
    if (end()) {
      passOver(new Body.PassedOver());
      context.complete();
    }
  }

  /** Returns whether it has not ended before. */
  private boolean end() {
    Future<?> running = clock;
    if (running != null) {
      running.cancel(false);
    }
    return over.compareAndSet(false, true);
  }

  /**
   * Answers, and leaves it to the server to hang up when the request's time is over: a request that
   * is completed before its body has come takes a thread of WildFly's, which waits for the body.
   */
  private void late() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    Arrival arrival = arrivalWith.apply(passOver(new Body.PassedOver()));
    observer.answered(arrival.call(), Answered.of(Disposition.UNREADABLE), arrival.age());
    byte[] answer = Answers.json(Disposition.UNREADABLE).getBytes(UTF_8);
    response.setStatus(Disposition.UNREADABLE.httpStatus());
    response.setContentType("application/json");
    response.setContentLength(answer.length);
    response.setHeader("Connection", "close");
    try {
      // So small that the system takes it at once: on this connection nothing was sent before.
      response.getOutputStream().write(answer);
      response.flushBuffer();
    } catch (IOException | IllegalStateException e) {
      // The server has ended the request itself.
    }
  }
}
