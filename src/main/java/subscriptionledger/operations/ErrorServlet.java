package subscriptionledger.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * What is answered when the server itself has an error to tell (web.xml, error-page): the status as
 * a problem of RFC 9457, and neither a stack trace nor the server's name and version, which its own
 * page would show.
 */
@WebServlet("/error")
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Map<Integer, String> TITLES =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          405, "Method Not Allowed",
          406, "Not Acceptable",
          413, "Content Too Large",
          415, "Unsupported Media Type",
          503, "Service Unavailable");

  /**
   * Whether the request went to the servlet that serves files, of which the WAR has none: it
   * objects to a method before it looks for the file.
   */
  private static boolean isNowhere(HttpServletRequest request) {
    return "default".equals(request.getAttribute(RequestDispatcher.ERROR_SERVLET_NAME));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Integer told = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int status = told == null || isNowhere(request) ? HttpServletResponse.SC_NOT_FOUND : told;
    String title = TITLES.getOrDefault(status, status < 500 ? "Error" : "Internal Server Error");
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setHeader("Cache-Control", "no-store");
    response
        .getOutputStream()
        .write(
            String.format(
                    Locale.ROOT,
                    "{\"type\":\"about:blank\",\"title\":\"%1$s\",\"status\":%2$d,\"detail\":\"%1$s.\"}",
                    title,
                    status)
                .getBytes(UTF_8));
  }
}
