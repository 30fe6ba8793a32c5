package subscriptionledger.query;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/**
 * The end of a body that may have to be broken off. Once an answer has begun, only the way in which
 * it ends can tell that it is not whole: in HTTP/1.1 the last chunk is then missing (RFC 9112,
 * section 8). Servers write that chunk after whatever failure of an application. Trailer fields
 * stand in it, and are asked for at the last moment: a failure there keeps it from being written,
 * and the server hangs up.
 *
 * <p>A body of HTTP/1.0 has no chunks; it always ends with its connection.
 */
final class BodyEnd {
  private volatile boolean whole = true;

  private BodyEnd() {}

  /** It must be made before anything is written. */
  static BodyEnd of(HttpServletRequest request, HttpServletResponse response) {
    BodyEnd end = new BodyEnd();
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
      throw new IllegalStateException("The body is not whole, and its connection is broken off");
    }
    return Map.of();
  }
}
