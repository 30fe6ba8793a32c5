package subscriptionledger.operations;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Gives one answer a connection to whoever has not shown who he is. A client that sends request
 * after request and reads nothing would otherwise hold a thread of the server, which waits for room
 * for the next answer; one alone, of a few kilobytes, the system takes at once. Callbacks and
 * requests of the API are bounded in ways of their own.
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
      answer(request, response, chain);
      return;
    }
    String connection = request.getServletConnection().getConnectionId();
    if (request.getDispatcherType() == DispatcherType.REQUEST && isClosed(connection)) {
      return;
    }
    if (!isBoundedElsewhere(request)) {
      response.setHeader("Connection", "close");
    }
    answer(request, response, chain);
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
}
