package subscriptionledger.callback;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import subscriptionledger.callback.Authenticator.Caller;
import subscriptionledger.callback.ReceivedCallback.Body;

/**
 * Passes a callback on to the resource when its body has arrived, whatever its headers are. It
 * identifies the caller first and keeps only bodies that may be recorded. No thread waits for a
 * body in transit; a body that arrives together with its head, as most do, is read at once.
 */
public class CallbackFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String HTTP_1 = "HTTP/1";
  private static final byte[] NOTHING = {};

  @Inject private transient CallbackPolicy policy;
  @Inject private transient CallbackMetrics metrics;
  @Inject private transient Clock clock;
  @Resource private transient ManagedScheduledExecutorService executor;

  /** The number of bytes kept of all incomplete bodies. */
  private final transient AtomicLong held = new AtomicLong();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long nanoTime = System.nanoTime();
    Instant now = clock.instant();
    CallbackQuery query = CallbackQuery.parse(request.getQueryString());
    RequestInfo info = RequestInfo.of(query, request.getRemoteAddr());
    request.setAttribute(RequestInfo.ATTRIBUTE, info);
    Caller caller = new Authenticator(policy).identify(info.source(), query, now);
    boolean refused = caller instanceof Caller.Refused;
    if (refused) {
      // Otherwise an unidentified caller could leave so many answers unread that the server would
      // have to wait.
      closeAfterAnswer(request, response);
    }
    byte[] whole = early(request);
    HeaderlessRequest headerless = new HeaderlessRequest(request);
    if (whole == null) {
      if (Grizzly.serves(request)) {
        closeAfterAnswer(request, response);
      }
      new BodyCollector(
              headerless,
              response,
              refused ? 0 : policy.maxBodyBytes(),
              held,
              body -> new ReceivedCallback(info, query, caller, body, now, nanoTime),
              metrics,
              executor)
          .begin();
      return;
    }
    Body body =
        whole.length > policy.maxBodyBytes() ? new Body.TooLarge() : new Body.Complete(whole);
    new ReceivedCallback(info, query, caller, body, now, nanoTime).attachTo(request);
    chain.doFilter(headerless, response);
  }

  /**
   * Closes the connection after the answer. HTTP/2 has no such header (RFC 9113, section 8.2.2).
   */
  static void closeAfterAnswer(HttpServletRequest request, HttpServletResponse response) {
    if (request.getProtocol().startsWith(HTTP_1)) {
      response.setHeader("Connection", "close");
    }
  }

  /** Returns the body if all of it has already arrived, otherwise null. */
  private static byte @Nullable [] early(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length == 0 || isWithoutBody(request)) {
      return NOTHING;
    }
    ServletInputStream in = request.getInputStream();
    return length > 0 && length <= in.available() ? in.readNBytes((int) length) : null;
  }

  /**
   * Returns true if the request has no body. In HTTP/1, a request with a body has a length or is
   * chunked (RFC 9112, section 6.3).
   */
  private static boolean isWithoutBody(HttpServletRequest request) {
    return request.getProtocol().startsWith(HTTP_1)
        && request.getContentLengthLong() < 0
        && request.getHeader("Transfer-Encoding") == null;
  }
}
