package subscriptionledger.callback;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Builds the answers to callbacks, which always consist of the provider's three fields (document
 * 34354).
 */
final class Answers {
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final String OK = JSON.toJson(new AnswerPayload("OK", "", 0));

  private static final int RETRY_AFTER_SECONDS = 1;

  private Answers() {}

  static Response of(AnswerCode answerCode) {
    return of(answerCode, answerCode.errorInfo());
  }

  /**
   * Builds an answer.
   *
   * @param errorInfo one English sentence that describes the error
   */
  static Response of(AnswerCode answerCode, String errorInfo) {
    Response.ResponseBuilder answer =
        Response.status(answerCode.httpStatus())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(json(answerCode, errorInfo));
    return switch (answerCode) {
      case UNAVAILABLE -> answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build();
      case METHOD_NOT_ALLOWED -> answer.header(HttpHeaders.ALLOW, "POST").build();
      default -> answer.build();
    };
  }

  /** Returns the body of an answer that is sent without JAX-RS. */
  static String json(AnswerCode answerCode) {
    return json(answerCode, answerCode.errorInfo());
  }

  private static String json(AnswerCode answerCode, String errorInfo) {
    return answerCode.isOk()
        ? OK
        : JSON.toJson(new AnswerPayload("FAIL", errorInfo, answerCode.errorCode()));
  }
}
