package subscriptionledger.states;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import subscriptionledger.entries.EntryPayload;
import subscriptionledger.http.Times;
import subscriptionledger.ledger.DecidedState;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.ledger.SubscriptionStatus;

/** The state of a subscription as the API presents it; unknown fields are omitted. */
@Schema(
    name = "Subscription",
    description = "The state of a subscription; unknown fields are omitted",
    requiredProperties = {"app", "account", "subscriber", "status"})
@JsonbPropertyOrder({
  "app",
  "account",
  "subscriber",
  "status",
  "since",
  "reason",
  "sequence",
  "history"
})
public record SubscriptionPayload(
    long app,
    String account,
    String subscriber,
    SubscriptionStatus status,
    @Schema(description = "The time of the event that determines the status", format = "date-time")
        @Nullable String since,
    @Schema(description = "The kind of the entry that determines the status") @Nullable Kind reason,
    @Schema(description = "The sequence number of that entry") @Nullable Long sequence,
    @Schema(
            description =
                "The entries about the subscription and about the destruction of the account, in order; present only in the response for a single subscription")
        @Nullable List<EntryPayload> history) {

  static SubscriptionPayload of(SubscriptionId id, DecidedState decided) {
    Entry decidedBy = decided.decidedBy();
    return decidedBy == null
        ? new SubscriptionPayload(
            id.app(),
            id.account(),
            id.subscriber(),
            SubscriptionStatus.NEVER_SEEN,
            null,
            null,
            null,
            null)
        : of(id, decided.state(), decidedBy.sequence());
  }

  /**
   * Creates the payload of a subscription that has entries.
   *
   * @param state a state other than NEVER_SEEN
   * @param sequence the number of the entry that determines the state
   */
  static SubscriptionPayload of(SubscriptionId id, SubscriptionState state, long sequence) {
    return new SubscriptionPayload(
        id.app(),
        id.account(),
        id.subscriber(),
        state.status(),
        Times.format(state.since()),
        // Each status has the name of the kind of entry that causes it.
        Kind.valueOf(state.status().name()),
        sequence,
        null);
  }

  SubscriptionPayload withHistory(List<Entry> entries) {
    return new SubscriptionPayload(
        app,
        account,
        subscriber,
        status,
        since,
        reason,
        sequence,
        entries.stream().map(EntryPayload::of).toList());
  }
}
