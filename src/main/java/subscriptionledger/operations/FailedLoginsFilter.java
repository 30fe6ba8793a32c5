package subscriptionledger.operations;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Withholds responses to an address that is slowed down; see {@link FailedLogins}. */
public class FailedLoginsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** The status Too Many Requests (RFC 6585). */
  static final int TOO_MANY_REQUESTS = 429;

  @Inject private transient FailedLogins failedLogins;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (failedLogins.isSlowed(request.getRemoteAddr())) {
      response.sendError(TOO_MANY_REQUESTS);
    } else {
      chain.doFilter(request, response);
    }
  }
}
