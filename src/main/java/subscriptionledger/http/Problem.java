package subscriptionledger.http;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error response as {@code application/problem+json} (RFC 9457). */
@Schema(
    name = "Problem",
    description = "An error response (RFC 9457)",
    requiredProperties = {"type", "title", "status", "detail"})
@JsonbPropertyOrder({"type", "title", "status", "detail"})
public record Problem(
    @Schema(description = "A stable URI that identifies the kind of problem", format = "uri")
        String type,
    @Schema(description = "A summary of the kind of problem; the same for every problem of a type")
        String title,
    @Schema(description = "The HTTP status code of the response") int status,
    @Schema(description = "An explanation of this occurrence of the problem") String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  /**
   * The number of seconds after which the client may try again; a stream or an export may have
   * ended by then.
   */
  private static final String RETRY_AFTER = "10";

  /**
   * Describes a query parameter that was refused.
   *
   * @param objection the predicate of the sentence that is the detail, as in "must be a number"
   */
  public static Problem badParameter(String name, String objection) {
    return badParameter("The parameter " + name + " " + objection + ".");
  }

  /**
   * Describes a header that was refused.
   *
   * @param objection as in {@link #badParameter(String, String)}
   */
  public static Problem badHeader(String name, String objection) {
    return badParameter("The header " + name + " " + objection + ".");
  }

  private static Problem badParameter(String detail) {
    return new Problem(
        "urn:subscription-ledger:problem:bad-parameter", "Invalid parameter", 400, detail);
  }

  public static Problem unknownApp(long app) {
    return new Problem(
        "urn:subscription-ledger:problem:unknown-app",
        "Unknown app",
        404,
        "The app " + app + " has no ledger here.");
  }

  /** Describes a request whose user lacks a role. */
  public static Problem lacksRole(String role) {
    return ofStatus(403, "Forbidden", "The request requires the role " + role + ".");
  }

  /**
   * The API has nothing at the path that was asked for, which is not repeated.
   *
   * @param contextRoot where the WAR is deployed: empty, or a slash and more
   */
  public static Problem unknownPath(String contextRoot) {
    return ofStatus(
        404,
        "Not Found",
        "The API has nothing at this path. " + contextRoot + "/openapi.json lists its paths.");
  }

  public static Problem foreignOrigin() {
    return new Problem(
        "urn:subscription-ledger:problem:foreign-origin",
        "Foreign origin",
        403,
        "The request comes from a web page whose origin is not listed in ledger.api.cors-origins.");
  }

  public static Problem badPath(String detail) {
    return new Problem(
        "urn:subscription-ledger:problem:bad-id", "Invalid id in the path", 400, detail);
  }

  /**
   * Describes a request for something that an app does not have.
   *
   * @param what the missing thing, as in "The app 1 has no entry 2"
   */
  public static Problem unknown(long app, String what) {
    return new Problem(
        "urn:subscription-ledger:problem:not-found",
        "Not found",
        404,
        "The app " + app + " has no " + what + ".");
  }

  /** Describes a request for a sink that is not configured. */
  public static Problem unknownSink(String name) {
    return new Problem(
        "urn:subscription-ledger:problem:not-found",
        "Not found",
        404,
        "There is no sink " + name + ".");
  }

  public static Problem notUnderstood(String objection) {
    return new Problem(
        "urn:subscription-ledger:problem:not-understood",
        "Delivery not understood",
        409,
        objection);
  }

  public static Problem decided() {
    return new Problem(
        "urn:subscription-ledger:problem:decided",
        "Delivery already decided",
        409,
        "The delivery has already been replayed or discarded.");
  }

  public static Problem unavailable(String detail) {
    return new Problem(
        "urn:subscription-ledger:problem:unavailable", "Temporarily unavailable", 503, detail);
  }

  public static Problem behind() {
    return new Problem(
        "urn:subscription-ledger:problem:behind",
        "Not caught up",
        503,
        "The data for this answer is computed from the entries and has not caught up with them yet.");
  }

  /** Returns the headers of the response. */
  Map<String, String> headers() {
    return status == 503
        ? Map.of(
            "Content-Type", MEDIA_TYPE, "Cache-Control", "no-store", "Retry-After", RETRY_AFTER)
        : Map.of("Content-Type", MEDIA_TYPE, "Cache-Control", "no-store");
  }

  public static Problem ofStatus(int status, String title) {
    return ofStatus(status, title, title + ".");
  }

  private static Problem ofStatus(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail);
  }
}
