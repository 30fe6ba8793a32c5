package subscriptionledger.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Sends the document of the API to few clients at a time. Anybody may have it, and it is longer
 * than what the system takes at once, so a client that does not read makes a thread wait.
 */
public class DocumentFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int AT_A_TIME = 2;

  private final transient Semaphore places = new Semaphore(AT_A_TIME);

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!places.tryAcquire()) {
      Replies.refuse(response, Problem.unavailable("Others are receiving the document."));
      return;
    }
    try {
      chain.doFilter(request, response);
      response.flushBuffer();
    } finally {
      places.release();
    }
  }
}
