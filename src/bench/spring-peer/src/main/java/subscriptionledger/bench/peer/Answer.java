package subscriptionledger.bench.peer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The provider's three fields. */
public record Answer(
    @JsonProperty("ActionStatus") String actionStatus,
    @JsonProperty("ErrorInfo") String errorInfo,
    @JsonProperty("ErrorCode") int errorCode) {
  static final Answer OK = new Answer("OK", "", 0);

  static Answer fail(int errorCode, String errorInfo) {
    return new Answer("FAIL", errorInfo, errorCode);
  }
}
