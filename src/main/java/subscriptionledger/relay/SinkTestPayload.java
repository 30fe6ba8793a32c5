package subscriptionledger.relay;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The result of a test of a sink. */
@Schema(
    name = "SinkTest",
    description = "The answer of a target to an event that is no entry",
    requiredProperties = {"outcome"})
@JsonbPropertyOrder({"outcome", "reason"})
public record SinkTestPayload(
    @Schema(enumeration = {"TAKEN", "UNAVAILABLE", "REFUSED", "GONE"}) String outcome,
    @Schema(description = "The reason, and the beginning of what the target said")
        @Nullable String reason) {

  static SinkTestPayload of(TargetAnswer answer) {
    return new SinkTestPayload(
        SinkEvent.of(answer).name(),
        answer instanceof TargetAnswer.Failure failure ? failure.text() : null);
  }
}
