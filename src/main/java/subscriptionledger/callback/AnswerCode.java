package subscriptionledger.callback;

import java.util.Locale;

/** The possible results of a callback, each with its answer to the provider. */
public enum AnswerCode {
  RECORDED(200, 0, ""),
  DUPLICATE(200, 0, ""),
  /**
   * A callback that is not recorded: another command, a "before" command, the URL check of the
   * console, or an empty list.
   */
  IGNORED(200, 0, ""),
  FOREIGN_APP(403, 120001, "The SdkAppid is not configured here."),
  SIGN_WRONG(401, 120002, "The Sign is missing or wrong."),
  REQUEST_TIME_WRONG(
      401, 120003, "The RequestTime is missing, not a number, or too far from the current time."),
  QUARANTINED(400, 120004, "The callback was not understood and is kept in quarantine."),
  TOO_LARGE(413, 120005, "The body is too large."),
  UNAVAILABLE(503, 120006, "The callback cannot be recorded now."),
  SOURCE_NOT_ALLOWED(403, 120007, "The source address is not allowed."),
  METHOD_NOT_ALLOWED(405, 120008, "The method must be POST."),
  UNREADABLE(400, 120009, "The request could not be read.");

  private final int httpStatus;
  private final int errorCode;
  private final String errorInfo;

  AnswerCode(int httpStatus, int errorCode, String errorInfo) {
    this.httpStatus = httpStatus;
    this.errorCode = errorCode;
    this.errorInfo = errorInfo;
  }

  int httpStatus() {
    return httpStatus;
  }

  int errorCode() {
    return errorCode;
  }

  String errorInfo() {
    return errorInfo;
  }

  boolean isOk() {
    return errorCode == 0;
  }

  /** Returns the name used in logs and metrics. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
