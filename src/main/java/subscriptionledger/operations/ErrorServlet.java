package subscriptionledger.operations;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * Answers errors that the server itself reports (error-page in web.xml): with the status as a
 * problem of RFC 9457, and without the stack trace and the name and version of the server that its
 * own page would contain.
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
          429, "Too Many Requests",
          503, "Service Unavailable");

  /** The details for the API by status; the roles are those of web.xml. */
  private static final Map<Integer, String> DETAILS_OF_API =
      Map.of(
          401,
          "The API requires a user with the role ledger-viewer or ledger-operator. Send the name and"
              + " password by HTTP Basic, or a bearer token if the server accepts one.",
          403,
          "The user has neither the role ledger-viewer nor the role ledger-operator.",
          429,
          "Too many failed logins from this address. Wait one second before each attempt.");

  @Inject private transient FailedLogins failedLogins;

  /**
   * Returns true if nothing is at the path, although the status says otherwise: the server's own
   * servlet for files objects to a method before it looks for the file. A wrong password is
   * reported and counted at every path of the API, also where nothing is.
   */
  private static boolean isNowhere(HttpServletRequest request, int told) {
    return "default".equals(request.getAttribute(RequestDispatcher.ERROR_SERVLET_NAME))
        && told != HttpServletResponse.SC_UNAUTHORIZED
        && told != FailedLoginsFilter.TOO_MANY_REQUESTS;
  }

  /**
   * Counts a wrong password. The server checks passwords and calls the application only afterwards.
   */
  private boolean isSlowedDown(HttpServletRequest request) {
    return request.getHeader("Authorization") != null
        && failedLogins.failed(request.getRemoteAddr());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      // The response was sent before the request timed out and is final; Payara calls the error
      // page nevertheless.
      return;
    }
    Integer told = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int status = told == null || isNowhere(request, told) ? HttpServletResponse.SC_NOT_FOUND : told;
    if (status == HttpServletResponse.SC_UNAUTHORIZED && isSlowedDown(request)) {
      status = FailedLoginsFilter.TOO_MANY_REQUESTS;
    }
    if (status == FailedLoginsFilter.TOO_MANY_REQUESTS) {
      response.setHeader("Retry-After", "1");
    }
    String title = TITLES.getOrDefault(status, status < 500 ? "Error" : "Internal Server Error");
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setHeader("Cache-Control", "no-store");
    response.setCharacterEncoding("UTF-8");
    // A writer is used because Payara logs a stack trace if a stream cannot be flushed.
    response
        .getWriter()
        .write(
            String.format(
                Locale.ROOT,
                "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
                title,
                status,
                detail(request, status, title)));
  }

  /**
   * Returns the detail. It contains nothing from the request, because the path of a callback may be
   * a secret.
   */
  private static String detail(HttpServletRequest request, int status, String title) {
    String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    String api = request.getContextPath() + "/api";
    boolean ofApi = path.equals(api) || path.startsWith(api + "/");
    if (ofApi && DETAILS_OF_API.containsKey(status)) {
      return DETAILS_OF_API.get(status);
    }
    return status == HttpServletResponse.SC_NOT_FOUND ? nothingThere(request) : title + ".";
  }

  private static String nothingThere(HttpServletRequest request) {
    // As it was deployed, and not as the request spells it.
    String root = request.getServletContext().getContextPath();
    return "There is nothing at this path. The page "
        + root
        + "/ lists what this server offers; "
        + root
        + "/openapi.json describes the API.";
  }
}
