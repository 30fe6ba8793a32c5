package subscriptionledger.states;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of subscriptions. */
@Schema(
    name = "Subscriptions",
    description =
        "A page of subscriptions. A page can be shorter than requested, or empty, and still not be the last.",
    requiredProperties = {"subscriptions", "head"})
@JsonbPropertyOrder({"subscriptions", "next", "head"})
public record SubscriptionsPayload(
    List<SubscriptionPayload> subscriptions,
    @Schema(description = "The cursor of the next page; absent on the last page")
        @Nullable String next,
    @Schema(description = "The app's last sequence number at the time of the response")
        long head) {}
