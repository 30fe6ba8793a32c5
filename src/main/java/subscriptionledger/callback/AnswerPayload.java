package subscriptionledger.callback;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * The body of an answer to the provider: its three mandatory fields, in the order of provider
 * document 34354.
 */
@JsonbPropertyOrder({"actionStatus", "errorInfo", "errorCode"})
public record AnswerPayload(
    @JsonbProperty("ActionStatus") String actionStatus,
    @JsonbProperty("ErrorInfo") String errorInfo,
    @JsonbProperty("ErrorCode") int errorCode) {}
