package subscriptionledger.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The end of a response body that may have to be aborted. After a response has begun, only its
 * ending can show that it is incomplete: in HTTP/1.1, the last chunk is then missing (RFC 9112,
 * section 8). Servers write that chunk even if the application has failed. However, it contains the
 * trailer fields, which the server requests at the last moment; a failure of that request prevents
 * the server from writing the chunk. In HTTP/2, the stream is then not ended. A body of HTTP/1.0
 * has no end other than that of its connection. Open Liberty ends every body properly.
 */
public final class BodyEnd {
  private volatile boolean whole = true;

  private BodyEnd() {}

  /** Creates the end of a response; call this before anything is written. */
  static BodyEnd of(HttpServletRequest request, HttpServletResponse response) {
    BodyEnd end = new BodyEnd();
    if (request.getProtocol().equals("HTTP/1.1")) {
      // Grizzly closes a connection after a failure only if it was to be closed anyway. Undertow
      // then writes chunks only if this header requests them, even if the client has asked to close
      // the connection.
      response.setHeader("Connection", "close");
      response.setHeader("Transfer-Encoding", "chunked");
    }
    if (!request.getProtocol().equals("HTTP/1.0")) {
      response.setTrailerFields(end::trailers);
    }
    return end;
  }

  /** Aborts the body, which remains incomplete. */
  void breakOff() {
    whole = false;
  }

  private Map<String, String> trailers() {
    if (!whole) {
      BodyEnd.<RuntimeException>fail();
    }
    return Map.of();
  }

  /**
   * Throws a failure of the connection, because Grizzly keeps the connection open after any other
   * failure.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void fail() throws E {
    throw (E) new IOException("The body is incomplete and was aborted");
  }
}
