package subscriptionledger.quarantine;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.Times;
import subscriptionledger.quarantine.QuarantineQueries.QuarantinedDelivery;
import subscriptionledger.store.QuarantineRow.Decision;
import subscriptionledger.store.QuarantineRow.DecisionType;

/** A page of the quarantine. */
@Schema(
    name = "Quarantine",
    description = "A page of deliveries in quarantine",
    requiredProperties = {"deliveries", "next"})
@JsonbPropertyOrder({"deliveries", "next"})
public record QuarantinePayload(
    List<Item> deliveries, @Schema(description = "The cursor of the next page") long next) {

  /** One delivery in quarantine. */
  @Schema(
      name = "QuarantinedDelivery",
      description = "An authentic callback that was not understood",
      requiredProperties = {"app", "delivery", "receivedAt", "reason", "body"})
  @JsonbPropertyOrder({
    "app",
    "delivery",
    "command",
    "receivedAt",
    "query",
    "reason",
    "body",
    "decision",
    "decidedBy",
    "decidedAt"
  })
  public record Item(
      long app,
      long delivery,
      @Schema(description = "The provider's CallbackCommand") @Nullable String command,
      @Schema(format = "date-time") String receivedAt,
      @Schema(description = "The query string as received, without the signature")
          @Nullable String query,
      @Schema(description = "The reason why the callback was not understood") String reason,
      @Schema(
              description = "The body as received, in Base64 because it may not be text",
              format = "byte")
          String body,
      @Schema(description = "The operator's decision; absent until there is one")
          @Nullable DecisionType decision,
      @Nullable String decidedBy,
      @Schema(format = "date-time") @Nullable String decidedAt) {

    static Item of(QuarantinedDelivery quarantined) {
      Decision decision = quarantined.decision().orElse(null);
      return new Item(
          quarantined.app(),
          quarantined.number(),
          quarantined.command(),
          Times.format(quarantined.receivedAt()),
          quarantined.query(),
          quarantined.reason(),
          Base64.getEncoder().encodeToString(quarantined.body()),
          decision == null ? null : decision.type(),
          decision == null ? null : decision.by(),
          decision == null ? null : Times.format(decision.at()));
    }
  }
}
