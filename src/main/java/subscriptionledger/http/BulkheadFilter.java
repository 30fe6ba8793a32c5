package subscriptionledger.http;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Limits the API requests that are processed at a time. The others wait without occupying a thread
 * or a database connection, so that both are available for callbacks regardless of the number of
 * readers and of what they wait for.
 */
public class BulkheadFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient Instance<RequestContextController> requestScopes;
  @Resource private transient ManagedExecutorService executor;

  private final transient Bulkhead bulkhead = new Bulkhead(task -> executor.execute(task));

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Bulkhead.Permit permit = bulkhead.permit(request);
    if (bulkhead.enters(permit, request, response)) {
      try {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
          inRequestScope(request, response, chain);
        } else {
          chain.doFilter(request, response);
        }
        if (permit.isTaken()) {
          // Sending occupies a thread for as long as the client does not read. The server itself
          // would send only after the filters, that is, without a permit.
          response.flushBuffer();
        }
      } finally {
        permit.leave();
      }
    }
  }

  /**
   * Continues the request within a request scope, which Payara does not start for a dispatched
   * request.
   */
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

  /** Gives the permit of a request that continues without it to the next one. */
  public static void leave(HttpServletRequest request) {
    Bulkhead.known(request).ifPresent(Bulkhead.Permit::leave);
  }
}
