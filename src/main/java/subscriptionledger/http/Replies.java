package subscriptionledger.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.function.Supplier;

/** Builds responses with personal data, which no cache may store. */
public final class Replies {
  private static final String NO_STORE = "no-store";

  private Replies() {}

  /** Refuses a request before it reaches JAX-RS. */
  public static void refuse(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    response.getOutputStream().write(Json.of(problem).getBytes(UTF_8));
  }

  public static Response ok(Object payload) {
    return builder(payload).build();
  }

  public static Response.ResponseBuilder builder(Object payload) {
    return Response.ok(payload).header(HttpHeaders.CACHE_CONTROL, NO_STORE);
  }

  /**
   * Builds a response that depends only on the request and on the content of the ledger. The ledger
   * only grows, so a client that has the response for the same head does not receive it again.
   *
   * @param head the app's last number, read before the response is built
   */
  public static Response ofHead(
      Request request, long head, Supplier<Response.ResponseBuilder> answer) {
    return ofVersion(request, Long.toString(head), answer);
  }

  /**
   * Builds a response that depends on the request and on something else.
   *
   * @param version identifies the current version of that other thing
   */
  public static Response ofVersion(
      Request request, String version, Supplier<Response.ResponseBuilder> answer) {
    EntityTag tag = new EntityTag(version);
    Response.ResponseBuilder same = request.evaluatePreconditions(tag);
    Response.ResponseBuilder reply =
        same == null ? answer.get() : same.header(HttpHeaders.CACHE_CONTROL, NO_STORE);
    return reply.tag(tag).build();
  }
}
