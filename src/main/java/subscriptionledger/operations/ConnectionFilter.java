package subscriptionledger.operations;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives one answer a connection to whoever has not shown who he is. A client that sends request
 * after request and reads nothing would otherwise hold a thread of the server, which waits for room
 * for the next answer; one alone, of a few kilobytes, the system takes at once. Callbacks and
 * requests of the API are bounded in ways of their own.
 *
 * <p>For the same reason files are sent whole: a request that names the same range of a file a
 * thousand times would have an answer of megabytes.
 *
 * <p>Payara goes on with requests that were sent ahead when it has closed their connection: they
 * are passed over here.
 */
public class ConnectionFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** Of so many connections it is known that they are closed; nobody has sent ahead on more. */
  private static final int MAX_CLOSED = 10_000;

  private final transient Set<String> closed = new LinkedHashSet<>();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException {
    // In HTTP/2 there is no such header (RFC 9113, 8.2.2).
    if (!request.getProtocol().startsWith("HTTP/1")) {
      answer(new WholeFileRequest(request), response, chain);
      return;
    }
    String connection = request.getServletConnection().getConnectionId();
    if (request.getDispatcherType() == DispatcherType.REQUEST && isClosed(connection)) {
      return;
    }
    if (isBoundedElsewhere(request)) {
      answer(request, response, chain);
    } else {
      response.setHeader("Connection", "close");
      answer(new WholeFileRequest(request), response, chain);
    }
    if ("close".equals(response.getHeader("Connection"))) {
      noteClosed(connection);
    }
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException {
    try {
      chain.doFilter(request, response);
    } catch (IOException e) {
      // Nobody is there to be told.
      if (!response.isCommitted()) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      }
    }
  }

  private boolean isClosed(String connection) {
    synchronized (closed) {
      return closed.contains(connection);
    }
  }

  private void noteClosed(String connection) {
    synchronized (closed) {
      if (closed.size() >= MAX_CLOSED) {
        closed.remove(closed.iterator().next());
      }
      closed.add(connection);
    }
  }

  private static boolean isBoundedElsewhere(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    boolean isCallback = path.equals("/callback") || path.startsWith("/callback/");
    boolean isOfApi = path.startsWith("/api/v1/") && request.getRemoteUser() != null;
    return request.getDispatcherType() != DispatcherType.ERROR && (isCallback || isOfApi);
  }

  /** A request without its header Range, which a server may ignore (RFC 9110, 14.2). */
  private static final class WholeFileRequest extends HttpServletRequestWrapper {
    WholeFileRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase("Range") ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("Range")
          ? Collections.emptyEnumeration()
          : super.getHeaders(name);
    }
  }
}
