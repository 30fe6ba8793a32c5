package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of subscriptions. It may be shorter than was asked for, or empty, without being the last.
 *
 * @param next the cursor after which the next page begins; absent when this is the last
 */
@JsonbPropertyOrder({"subscriptions", "next", "head"})
public record SubscriptionsPayload(
    List<SubscriptionPayload> subscriptions, @Nullable String next, long head) {}
