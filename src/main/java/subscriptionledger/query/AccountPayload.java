package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.store.AccountRow;

/** An account as the API shows it; what is not known is left out. */
@Schema(
    name = "Account",
    description = "An account; what is not known is left out",
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
    AccountState.Status status,
    @Schema(format = "date-time") @Nullable String createdAt,
    @Schema(format = "date-time") @Nullable String destroyedAt,
    @Schema(description = "How many users are subscribed to it now") long subscribers,
    @Schema(
            description = "When the last thing occurred that touches it or a subscription to it",
            format = "date-time")
        @Nullable String lastActivityAt) {

  /** A page of accounts. */
  @Schema(
      name = "Accounts",
      description = "A page of accounts, in the order of their ids",
      requiredProperties = {"accounts", "head"})
  @JsonbPropertyOrder({"accounts", "next", "head"})
  public record Page(
      List<AccountPayload> accounts,
      @Schema(
              description =
                  "The cursor after which the next page begins; absent when this is the last")
          @Nullable String next,
      @Schema(description = "The last sequence number of the app at the time of the answer")
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
