package subscriptionledger.operations;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connection after each response to a client that has not been identified. A client that
 * sends requests without reading the responses would otherwise occupy a thread of the server, which
 * waits until the client has read enough. A single response of a few kilobytes fits into the socket
 * buffer. Callbacks and API requests have limits of their own.
 *
 * <p>For the same reason, files are always sent whole: the response to a request that names the
 * same range of a file a thousand times would have megabytes.
 *
 * <p>Payara continues to process requests that were sent in advance after it has closed their
 * connection; this filter ignores them.
 */
public class ConnectionFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String CONNECTION = "Connection";
  private static final String CLOSE = "close";

  /**
   * The maximum number of closed connections that are remembered; beyond it, the oldest is
   * forgotten. No more connections than this have requests sent in advance.
   */
  private static final int MAX_CLOSED = 10_000;

  private final transient Set<String> closed = new LinkedHashSet<>();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException {
    // HTTP/2 has no such header (RFC 9113, section 8.2.2).
    if (!request.getProtocol().startsWith("HTTP/1")) {
      answer(new WholeFileRequest(request), response, chain);
      return;
    }
    String connection = request.getServletConnection().getConnectionId();
    if (request.getDispatcherType() == DispatcherType.REQUEST && isClosed(connection)) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    HttpServletResponse observed = new ObservedResponse(response, connection);
    if (isBoundedElsewhere(request)) {
      answer(request, observed, chain);
    } else {
      observed.setHeader(CONNECTION, CLOSE);
      answer(new WholeFileRequest(request), observed, chain);
    }
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException {
    try {
      chain.doFilter(request, response);
    } catch (IOException e) {
      // There is no client left to answer, nor to answer what else it has sent in advance.
      if (response instanceof ObservedResponse) {
        response.setHeader(CONNECTION, CLOSE);
      }
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

  /**
   * A response that notes that its connection will be closed as soon as its header says so. After
   * the filters it would be too late: another thread may have answered the request, and the server
   * may have reused the response for another connection.
   */
  private final class ObservedResponse extends HttpServletResponseWrapper {
    private final String connection;

    ObservedResponse(HttpServletResponse response, String connection) {
      super(response);
      this.connection = connection;
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, value);
      if (CONNECTION.equals(name) && CLOSE.equals(value)) {
        noteClosed(connection);
      }
    }
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
