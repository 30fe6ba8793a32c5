package subscriptionledger.states;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.Times;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.ledger.AccountStatus;
import subscriptionledger.store.AccountRow;

/** An account as the API presents it; unknown fields are omitted. */
@Schema(
    name = "Account",
    description = "An account; unknown fields are omitted",
    requiredProperties = {"app", "account", "status", "subscribers"})
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
    AccountStatus status,
    @Schema(format = "date-time") @Nullable String createdAt,
    @Schema(format = "date-time") @Nullable String destroyedAt,
    @Schema(description = "The number of current subscribers") long subscribers,
    @Schema(
            description = "The time of the latest event about the account or a subscription to it",
            format = "date-time")
        @Nullable String lastActivityAt) {

  /** A page of accounts. */
  @Schema(
      name = "Accounts",
      description = "A page of accounts, sorted by id",
      requiredProperties = {"accounts", "head"})
  @JsonbPropertyOrder({"accounts", "next", "head"})
  public record Page(
      List<AccountPayload> accounts,
      @Schema(description = "The cursor of the next page; absent on the last page")
          @Nullable String next,
      @Schema(description = "The app's last sequence number at the time of the response")
          long head) {}

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
        state.status(),
        Times.formatKnown(state.createdAt()),
        Times.formatKnown(state.destroyedAt()),
        row.subscriberCount(),
        Times.formatKnown(state.lastOccurredAt()));
  }
}
