package subscriptionledger.query;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets the pages of configured origins use the API from a browser (Fetch standard, CORS). A browser
 * asks first, with OPTIONS and without credentials; that is answered here.
 */
public class CorsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient ApiPolicy policy;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String origin = request.getHeader("Origin");
    if (!policy.corsOrigins().isEmpty()) {
      response.addHeader("Vary", "Origin");
    }
    if (origin == null || !policy.corsOrigins().contains(origin)) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Access-Control-Expose-Headers", "ETag, Link, Retry-After");
    boolean asksFirst =
        request.getMethod().equals("OPTIONS")
            && request.getHeader("Access-Control-Request-Method") != null;
    if (asksFirst) {
      response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST");
      response.setHeader(
          "Access-Control-Allow-Headers", "Authorization, If-None-Match, Last-Event-ID");
      response.setHeader("Access-Control-Max-Age", "600");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    chain.doFilter(request, response);
  }
}
