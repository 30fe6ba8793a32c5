package subscriptionledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.function.Supplier;

/** Answers that hold personal data, and so are not to be kept by any cache. */
final class Replies {
  private static final String NO_STORE = "no-store";

  private Replies() {}

  /** Refuses a request that does not get as far as JAX-RS. */
  static void refuse(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    response.getOutputStream().write(Json.of(problem).getBytes(UTF_8));
  }

  static Response ok(Object payload) {
    return builder(payload).build();
  }

  static Response.ResponseBuilder builder(Object payload) {
    return Response.ok(payload).header(HttpHeaders.CACHE_CONTROL, NO_STORE);
  }

  /**
   * An answer that depends on the request and on what is in the ledger, and on nothing else. The
   * ledger only grows; so whoever has the answer of the same head need not be told again.
   *
   * @param head the app's last number, read before the answer is made
   */
  static Response ofHead(Request request, long head, Supplier<Response.ResponseBuilder> answer) {
    return ofVersion(request, Long.toString(head), answer);
  }

  /**
   * An answer that depends on the request and on something else.
   *
   * @param version names that something as it is now
   */
  static Response ofVersion(
      Request request, String version, Supplier<Response.ResponseBuilder> answer) {
    EntityTag tag = new EntityTag(version);
    Response.ResponseBuilder same = request.evaluatePreconditions(tag);
    Response.ResponseBuilder reply =
        same == null ? answer.get() : same.header(HttpHeaders.CACHE_CONTROL, NO_STORE);
    return reply.tag(tag).build();
  }
}
