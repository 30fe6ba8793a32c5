package subscriptionledger.query;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the pages of configured origins use the API from a browser (Fetch standard, CORS). A browser
 * asks first, with OPTIONS and without credentials; that is answered here. And keeps all other
 * pages from changing anything, for which a browser does not ask.
 */
public class CorsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** RFC 9110, 9.2.1. */
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

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
      if (changes(request) && comesFromAPageElsewhere(request, origin)) {
        Replies.refuse(response, Problem.foreignOrigin());
        return;
      }
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

  private static boolean changes(HttpServletRequest request) {
    return !SAFE_METHODS.contains(request.getMethod());
  }

  /**
   * A browser sends the password that it knows along with whatever any page has it post, and keeps
   * only the answer from that page. But it says where the request comes from: by Sec-Fetch-Site
   * (Fetch Metadata) where the connection is secure, else by Origin alone. Who is no browser says
   * neither.
   */
  private static boolean comesFromAPageElsewhere(
      HttpServletRequest request, @Nullable String origin) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    return origin != null && !origin.endsWith("://" + request.getHeader("Host"));
  }
}
