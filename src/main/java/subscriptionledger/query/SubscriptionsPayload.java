package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of subscriptions. */
@Schema(
    name = "Subscriptions",
    description =
        "A page of subscriptions. It may be shorter than was asked for, or empty, without being the last.",
    requiredProperties = {"subscriptions", "head"})
@JsonbPropertyOrder({"subscriptions", "next", "head"})
public record SubscriptionsPayload(
    List<SubscriptionPayload> subscriptions,
    @Schema(
            description =
                "The cursor after which the next page begins; absent when this is the last")
        @Nullable String next,
    @Schema(description = "The last sequence number of the app at the time of the answer")
        long head) {}
