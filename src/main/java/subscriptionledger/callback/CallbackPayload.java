package subscriptionledger.callback;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of a callback as it stands on the wire, for all commands of the family. Nothing of it is
 * checked yet: a field may be absent, or of any type, and whatever the provider adds is passed
 * over. So binding cannot fail, and the {@link CallbackReader} can say of each field what is wrong
 * with it.
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
