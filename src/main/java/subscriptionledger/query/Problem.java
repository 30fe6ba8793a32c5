package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * What is wrong with a request, as {@code application/problem+json} (RFC 9457).
 *
 * @param type a stable name of the kind of problem
 * @param title the kind of problem in words, always the same for a type
 * @param status the HTTP status, repeated
 * @param detail this problem in words
 */
@JsonbPropertyOrder({"type", "title", "status", "detail"})
public record Problem(String type, String title, int status, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem badParameter(String name, String detail) {
    return new Problem(
        "urn:subscription-ledger:problem:bad-parameter",
        "A parameter is not right",
        400,
        "Parameter " + name + ": " + detail);
  }

  static Problem unknownApp() {
    return new Problem(
        "urn:subscription-ledger:problem:unknown-app",
        "There is no such app",
        404,
        "No ledger is kept for this app.");
  }

  static Problem badPath() {
    return new Problem(
        "urn:subscription-ledger:problem:bad-id",
        "An id in the path is not right",
        400,
        "What follows ~ in the path must be UTF-8 in URL-safe Base64.");
  }

  static Problem unknown(String what) {
    return new Problem(
        "urn:subscription-ledger:problem:not-found",
        "There is no such thing",
        404,
        "There is no such " + what + ".");
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

  static Problem ofStatus(int status, String title) {
    return new Problem("about:blank", title, status, title + ".");
  }
}
