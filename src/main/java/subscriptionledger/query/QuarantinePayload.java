package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subscriptionledger.store.QuarantineRow.Decision;
import subscriptionledger.store.QuarantineView.QuarantinedDelivery;

/**
 * A page of the quarantine.
 *
 * @param next the cursor after which the next page begins
 */
@JsonbPropertyOrder({"deliveries", "next"})
public record QuarantinePayload(List<Item> deliveries, long next) {

  /**
   * One delivery in quarantine.
   *
   * @param body the bytes as they came, in Base64: they need not be text
   * @param decision REPLAYED or DISCARDED; absent while nobody has decided
   */
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
      @Nullable String command,
      String receivedAt,
      @Nullable String query,
      String reason,
      String body,
      @Nullable String decision,
      @Nullable String decidedBy,
      @Nullable String decidedAt) {

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
          decision == null ? null : decision.verdict().name(),
          decision == null ? null : decision.by(),
          decision == null ? null : Times.format(decision.at()));
    }
  }
}
