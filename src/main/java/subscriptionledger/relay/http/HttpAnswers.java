package subscriptionledger.relay.http;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import subscriptionledger.relay.TargetAnswer;

/** The meaning of HTTP answers for the relay. */
final class HttpAnswers {
  private static final int GONE = 410;

  /** Bad Request, Content Too Large, Unsupported Media Type, Unprocessable Content (RFC 9110). */
  private static final Set<Integer> REFUSED = Set.of(400, 413, 415, 422);

  private HttpAnswers() {}

  static TargetAnswer of(int status, HttpHeaders headers, String body) {
    if (status / 100 == 2) {
      return new TargetAnswer.Taken();
    }
    String reason = "HTTP status " + status;
    if (status == GONE) {
      return new TargetAnswer.Gone(reason, body);
    }
    return REFUSED.contains(status)
        ? new TargetAnswer.Refused(reason, body)
        : new TargetAnswer.Unavailable(
            reason,
            body,
            headers.firstValue("Retry-After").map(HttpAnswers::retryAfter).orElse(null));
  }

  /** Reads seconds or a date (RFC 9110, 10.2.3); null for anything else. */
  private static @Nullable Duration retryAfter(String text) {
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Duration until =
          Duration.between(
              Instant.now(),
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Describes a failure; the messages of exceptions may contain parts of an answer. */
  static String describe(@Nullable Throwable failure) {
    if (failure instanceof HttpConnectTimeoutException || failure instanceof ConnectException) {
      return "No connection";
    }
    return failure == null ? "No answer" : "No answer: " + failure.getClass().getSimpleName();
  }
}
