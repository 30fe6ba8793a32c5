package subscriptionledger.bench.noop;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;

/** The product's record of the wire, field by field. */
public record CallbackPayload(
    @JsonbProperty("CallbackCommand") JsonValue command,
    @JsonbProperty("Official_Account") JsonValue account,
    @JsonbProperty("Operator_Account") JsonValue operator,
    @JsonbProperty("Owner_Account") JsonValue owner,
    @JsonbProperty("Name") JsonValue name,
    @JsonbProperty("Introduction") JsonValue introduction,
    @JsonbProperty("FaceUrl") JsonValue faceUrl,
    @JsonbProperty("Organization") JsonValue organization,
    @JsonbProperty("SubscribeAccountList") JsonValue subscribers,
    @JsonbProperty("EventTime") JsonValue eventTime) {}
