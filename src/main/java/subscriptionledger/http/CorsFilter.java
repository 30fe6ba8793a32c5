package subscriptionledger.http;

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
 * Allows pages of the configured origins to use the API from a browser (CORS in the Fetch
 * standard), and answers a browser's preflight request, which uses OPTIONS and carries no
 * credentials. It also prevents all other pages from changing anything, because browsers send some
 * such requests without a preflight.
 */
public class CorsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** The methods that change nothing (RFC 9110, section 9.2.1). */
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
   * Returns true if a page of another origin has sent the request. A browser adds the stored
   * password to any page's POST requests and only withholds the response from the page. It does
   * identify the origin: by Sec-Fetch-Site (Fetch Metadata) on a secure connection, otherwise by
   * Origin. Clients other than browsers send neither header.
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
