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
import subscriptionledger.callback.ReceivedCallback.Body;

/**
 * Collects one body as it arrives, without occupying a thread, and then dispatches its request. It
 * reads every body to the end, even one that is discarded, because otherwise the server would read
 * the rest in a waiting thread.
 */
final class BodyCollector implements ReadListener {
  /**
   * The time limit for a body. A body that is incomplete by then is answered 400; the provider
   * gives up after 2 seconds.
   */
  private static final long LIMIT_MILLIS = 5_000;

  /**
   * The time limit for a request. The server then closes the connection, even if no answer was
   * sent.
   */
  private static final long HANG_UP_MILLIS = LIMIT_MILLIS + 2_000;

  /**
   * The memory limit for all incomplete bodies together. The callback whose body would exceed it is
   * answered 503.
   */
  private static final long MAX_HELD_BYTES = 32L * 1024 * 1024;

  private static final int PIECE_BYTES = 4 * 1024;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final int limit;
  private final AtomicLong heldInAll;
  private final Function<Body, ReceivedCallback> receivedWith;
  private final CallbackMetrics metrics;
  private final AsyncContext context;
  private final ServletInputStream in;
  private final ScheduledExecutorService executor;
  private final Thread filterThread = Thread.currentThread();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Future<?> clock;

  /** The reason why the body is discarded; null while it is kept. */
  private @Nullable Body passedOver;

  /**
   * Prepares to collect a body.
   *
   * @param limit the maximum number of bytes to keep; a longer body is discarded as it arrives
   * @param heldInAll the number of bytes kept of all incomplete bodies
   */
  BodyCollector(
      HttpServletRequest request,
      HttpServletResponse response,
      int limit,
      AtomicLong heldInAll,
      Function<Body, ReceivedCallback> receivedWith,
      CallbackMetrics metrics,
      ScheduledExecutorService executor)
      throws IOException {
    this.request = request;
    this.response = response;
    this.limit = limit;
    this.heldInAll = heldInAll;
    this.receivedWith = receivedWith;
    this.metrics = metrics;
    this.executor = executor;
    this.context = request.startAsync(request, response);
    this.in = request.getInputStream();
  }

  void begin() {
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
      discard(new Body.TooLarge());
    } else if (heldInAll.addAndGet(length) > MAX_HELD_BYTES) {
      heldInAll.addAndGet(-length);
      discard(new Body.NoMemory());
    } else {
      bytes.write(piece, 0, length);
    }
  }

  private synchronized Body discard(Body why) {
    heldInAll.addAndGet(-bytes.size());
    bytes.reset();
    passedOver = why;
    return why;
  }

  private synchronized Body complete() {
    if (passedOver != null) {
      return passedOver;
    }
    Body complete = new Body.Complete(bytes.toByteArray());
    discard(complete);
    return complete;
  }

  @Override
  public void onAllDataRead() {
    if (end()) {
      receivedWith.apply(complete()).attachTo(request);
      // The path leaves out the query because the server would parse it and might refuse it.
      String path = request.getRequestURI().substring(request.getContextPath().length());
      if (Grizzly.serves(request) && Thread.currentThread() != filterThread) {
        Grizzly.afterTheFilters(executor, () -> context.dispatch(path));
      } else {
        context.dispatch(path);
      }
    }
  }

  /** Ends the request after the caller has disconnected. */
  @Override
  public void onError(Throwable failure) {
    if (end()) {
      discard(new Body.Discarded());
      context.complete();
    }
  }

  /** Ends the collection; returns false if it had already ended. */
  private boolean end() {
    Future<?> running = clock;
    if (running != null) {
      running.cancel(false);
    }
    return over.compareAndSet(false, true);
  }

  /**
   * Answers that the body is late, and leaves the connection to the server, which closes it when
   * the time limit of the request is over. Completing the request before its body has arrived would
   * occupy a thread of WildFly's that waits for the body.
   */
  private void late() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    ReceivedCallback received = receivedWith.apply(discard(new Body.Discarded()));
    metrics.answered(received.info(), AnsweredCallback.of(AnswerCode.UNREADABLE), received.age());
    byte[] answer = Answers.json(AnswerCode.UNREADABLE).getBytes(UTF_8);
    response.setStatus(AnswerCode.UNREADABLE.httpStatus());
    response.setContentType("application/json");
    response.setContentLength(answer.length);
    CallbackFilter.closeAfterAnswer(request, response);
    try {
      // The answer fits into the socket buffer, so this write does not block; nothing else was sent
      // on this connection.
      response.getOutputStream().write(answer);
      response.flushBuffer();
    } catch (IOException | IllegalStateException e) {
      // The server has already ended the request.
    }
  }
}
