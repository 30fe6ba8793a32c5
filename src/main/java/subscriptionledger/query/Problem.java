package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is wrong with a request, as {@code application/problem+json} (RFC 9457). */
@Schema(
    name = "Problem",
    description = "What is wrong with a request (RFC 9457)",
    requiredProperties = {"type", "title", "status", "detail"})
@JsonbPropertyOrder({"type", "title", "status", "detail"})
public record Problem(
    @Schema(description = "A stable name of the kind of problem", format = "uri") String type,
    @Schema(description = "The kind of problem in words, always the same for a type") String title,
    @Schema(description = "The HTTP status, repeated") int status,
    @Schema(description = "This problem in words") String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** In so many seconds a stream or an export may have ended. */
  private static final String RETRY_AFTER = "10";

  static Problem badParameter(String name, String detail) {
    return new Problem(
        "urn:subscription-ledger:problem:bad-parameter",
        "A parameter is not right",
        400,
        "Parameter " + name + ": " + detail);
  }

  static Problem unknownApp(long app) {
    return new Problem(
        "urn:subscription-ledger:problem:unknown-app",
        "There is no such app",
        404,
        "No ledger is kept for the app " + app + ".");
  }

  /** The user may not do this without that role. */
  static Problem lacksRole(String role) {
    return ofStatus(403, "Forbidden", "This is for users with the role " + role + ".");
  }

  /**
   * The API has nothing at the path that was asked for, which is not repeated.
   *
   * @param contextRoot where the WAR is deployed: empty, or a slash and more
   */
  static Problem unknownPath(String contextRoot) {
    return ofStatus(
        404,
        "Not Found",
        "The API has nothing at this path. " + contextRoot + "/openapi.json lists its paths.");
  }

  static Problem foreignOrigin() {
    return new Problem(
        "urn:subscription-ledger:problem:foreign-origin",
        "A page of another origin may not do this",
        403,
        "The request comes from a page whose origin is not in ledger.api.cors-origins.");
  }

  static Problem badPath(String detail) {
    return new Problem(
        "urn:subscription-ledger:problem:bad-id", "An id in the path is not right", 400, detail);
  }

  /**
   * @param what as in "The app 1 has no entry 2"
   */
  static Problem unknown(long app, String what) {
    return new Problem(
        "urn:subscription-ledger:problem:not-found",
        "There is no such thing",
        404,
        "The app " + app + " has no " + what + ".");
  }

  static Problem notUnderstood(String objection) {
    return new Problem(
        "urn:subscription-ledger:problem:not-understood",
        "It is still not understood",
        409,
        objection);
  }

  static Problem decided() {
    return new Problem(
        "urn:subscription-ledger:problem:decided",
        "It has been decided",
        409,
        "Somebody has decided on this delivery already.");
  }

  static Problem unavailable(String detail) {
    return new Problem("urn:subscription-ledger:problem:unavailable", "Not now", 503, detail);
  }

  /** The headers of the answer that tells of it. */
  Map<String, String> headers() {
    return status == 503
        ? Map.of(
            "Content-Type", MEDIA_TYPE, "Cache-Control", "no-store", "Retry-After", RETRY_AFTER)
        : Map.of("Content-Type", MEDIA_TYPE, "Cache-Control", "no-store");
  }

  static Problem ofStatus(int status, String title) {
    return ofStatus(status, title, title + ".");
  }

  private static Problem ofStatus(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail);
  }
}
