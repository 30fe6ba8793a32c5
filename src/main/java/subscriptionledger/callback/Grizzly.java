package subscriptionledger.callback;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The HTTP server of Payara and GlassFish. After a body that was read by a listener, it reads the
 * connection's following requests too early: while a response is being completed, the next request
 * is processed already, is damaged by this, and is answered 500 or never. A connection is therefore
 * closed after such a body.
 */
final class Grizzly {
  private Grizzly() {}

  /** Returns true if Grizzly has received the request. */
  static boolean serves(HttpServletRequest request) {
    String server = request.getServletContext().getServerInfo();
    return server.contains("Payara") || server.contains("GlassFish");
  }
}
