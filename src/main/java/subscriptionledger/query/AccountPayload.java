package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.store.AccountRow;

/**
 * An account as the API shows it; what is not known is left out.
 *
 * @param status ACTIVE or DESTROYED
 * @param subscribers how many users are subscribed to it now
 * @param lastActivityAt when the last thing occurred that touches it or a subscription to it
 */
@JsonbPropertyOrder({
  "app",
  "account",
  "name",
  "owner",
  "introduction",
  "faceUrl",
  "organization",
  "status",
  "createdAt",
  "destroyedAt",
  "subscribers",
  "lastActivityAt"
})
public record AccountPayload(
    long app,
    String account,
    @Nullable String name,
    @Nullable String owner,
    @Nullable String introduction,
    @Nullable String faceUrl,
    @Nullable String organization,
    String status,
    @Nullable String createdAt,
    @Nullable String destroyedAt,
    long subscribers,
    @Nullable String lastActivityAt) {

  /**
   * A page of accounts.
   *
   * @param next the cursor after which the next page begins; absent when this is the last
   */
  @JsonbPropertyOrder({"accounts", "next", "head"})
  public record Page(List<AccountPayload> accounts, @Nullable String next, long head) {}

  static AccountPayload of(AccountRow row) {
    AccountState state = row.state();
    return new AccountPayload(
        row.id().app(),
        row.id().account(),
        state.current(state.name()).orElse(null),
        state.current(state.owner()).orElse(null),
        state.current(state.introduction()).orElse(null),
        state.current(state.faceUrl()).orElse(null),
        state.current(state.organization()).orElse(null),
        state.status().name(),
        Times.formatKnown(state.createdAt()),
        Times.formatKnown(state.destroyedAt()),
        row.subscriberCount(),
        Times.formatKnown(state.lastOccurredAt()));
  }
}
