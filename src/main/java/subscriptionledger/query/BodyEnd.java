package subscriptionledger.query;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The end of a body that may have to be broken off. Once an answer has begun, only the way in which
 * it ends can tell that it is not whole: in HTTP/1.1, the last chunk is then missing (RFC 9112,
 * section 8). Servers write that chunk even when the application has failed. Trailer fields stand
 * in it, and the server asks for them at the last moment: a failure there keeps it from writing the
 * chunk. In HTTP/2 the stream is then not ended; a body of HTTP/1.0 has no other end than that of
 * its connection; and Open Liberty ends every body properly.
 */
final class BodyEnd {
  private volatile boolean whole = true;

  private BodyEnd() {}

  /** It must be made before anything is written. */
  static BodyEnd of(HttpServletRequest request, HttpServletResponse response) {
    BodyEnd end = new BodyEnd();
    if (request.getProtocol().equals("HTTP/1.1")) {
      // Grizzly hangs up after a failure only if it would have hung up anyway; and Undertow then
      // writes chunks only if it is told to, also for a client that asks it to hang up.
      response.setHeader("Connection", "close");
      response.setHeader("Transfer-Encoding", "chunked");
    }
    if (!request.getProtocol().equals("HTTP/1.0")) {
      response.setTrailerFields(end::trailers);
    }
    return end;
  }

  /** What is written so far is all that will be, and not all that there is. */
  void breakOff() {
    whole = false;
  }

  private Map<String, String> trailers() {
    if (!whole) {
      BodyEnd.<RuntimeException>fail();
    }
    return Map.of();
  }

  /** Grizzly keeps a connection open after any failure but that of a connection. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void fail() throws E {
    throw (E) new IOException("The body is incomplete and was aborted");
  }
}
