package subscriptionledger.callback;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of a callback as received, for all commands of the family. Its fields are unchecked: a
 * field may be missing or of any type, and unknown fields are ignored. Binding therefore cannot
 * fail, and {@link CallbackReader} can report which field is invalid.
 */
public record CallbackPayload(
    @JsonbProperty("CallbackCommand") @Nullable JsonValue command,
    @JsonbProperty("Official_Account") @Nullable JsonValue account,
    @JsonbProperty("Operator_Account") @Nullable JsonValue operator,
    @JsonbProperty("Owner_Account") @Nullable JsonValue owner,
    @JsonbProperty("Name") @Nullable JsonValue name,
    @JsonbProperty("Introduction") @Nullable JsonValue introduction,
    @JsonbProperty("FaceUrl") @Nullable JsonValue faceUrl,
    @JsonbProperty("Organization") @Nullable JsonValue organization,
    @JsonbProperty("SubscribeAccountList") @Nullable JsonValue subscribers,
    @JsonbProperty("EventTime") @Nullable JsonValue eventTime) {}
