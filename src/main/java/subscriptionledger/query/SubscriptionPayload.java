package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Finding;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.ledger.SubscriptionState.Status;

/**
 * The state of a subscription as the API shows it; what is not known is left out.
 *
 * @param status NEVER_SEEN, SUBSCRIBED, UNSUBSCRIBED or ACCOUNT_DESTROYED
 * @param since when what decides occurred
 * @param reason the kind of the entry that decides
 * @param sequence its number
 * @param history the entries about the subscription and the account's destruction, in their order
 */
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
    String status,
    @Nullable String since,
    @Nullable String reason,
    @Nullable Long sequence,
    @Nullable List<EntryPayload> history) {

  static SubscriptionPayload of(SubscriptionId id, Finding finding) {
    Entry decidedBy = finding.decidedBy();
    return decidedBy == null
        ? new SubscriptionPayload(
            id.app(),
            id.account(),
            id.subscriber(),
            Status.NEVER_SEEN.name(),
            null,
            null,
            null,
            null)
        : of(id, finding.state(), decidedBy.sequence());
  }

  /**
   * The state of a subscription that an entry tells of.
   *
   * @param state of a subscription that was seen
   * @param sequence the number of the entry that decides
   */
  static SubscriptionPayload of(SubscriptionId id, SubscriptionState state, long sequence) {
    return new SubscriptionPayload(
        id.app(),
        id.account(),
        id.subscriber(),
        state.status().name(),
        Times.format(state.since()),
        // Each status is named after the kind of entry that brings it about.
        state.status().name(),
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
