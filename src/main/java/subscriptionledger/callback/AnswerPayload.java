package subscriptionledger.callback;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** The provider's three fields, all of them mandatory, in the order of its documents (34354). */
@JsonbPropertyOrder({"actionStatus", "errorInfo", "errorCode"})
public record AnswerPayload(
    @JsonbProperty("ActionStatus") String actionStatus,
    @JsonbProperty("ErrorInfo") String errorInfo,
    @JsonbProperty("ErrorCode") int errorCode) {}
