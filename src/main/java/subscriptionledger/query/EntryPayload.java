package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Source;

/** An entry as the API shows it; what is not known is left out. */
@Schema(
    name = "Entry",
    description = "What was recorded; what is not known is left out",
    requiredProperties = {
      "app",
      "sequence",
      "kind",
      "account",
      "occurredAt",
      "recordedAt",
      "source",
      "delivery"
    })
@JsonbPropertyOrder({
  "app",
  "sequence",
  "kind",
  "account",
  "subscriber",
  "operator",
  "platform",
  "clientIp",
  "occurredAt",
  "recordedAt",
  "source",
  "delivery",
  "detail"
})
public record EntryPayload(
    long app,
    @Schema(description = "Its number: 1, 2, 3 and so on in its app's ledger") long sequence,
    Kind kind,
    String account,
    @Nullable String subscriber,
    @Schema(description = "Who did it") @Nullable String operator,
    @Schema(description = "The provider's OptPlatform: RESTAPI is no person")
        @Nullable String platform,
    @Nullable String clientIp,
    @Schema(description = "When it happened, as the provider says", format = "date-time")
        String occurredAt,
    @Schema(description = "When it was committed to the ledger", format = "date-time")
        String recordedAt,
    Source source,
    @Schema(description = "The number of the callback that brought it") long delivery,
    @Schema(description = "What is said about the account itself") @Nullable AccountDetail detail) {

  static EntryPayload of(Entry entry) {
    Event event = entry.event();
    return new EntryPayload(
        event.app(),
        entry.sequence(),
        event.kind(),
        event.account(),
        event.subscriber(),
        event.origin().operator(),
        event.origin().platform(),
        event.origin().clientIp(),
        Times.format(event.occurredAt()),
        Times.format(entry.recordedAt()),
        entry.source(),
        entry.delivery(),
        event.detail().equals(AccountDetail.SILENT) ? null : event.detail());
  }
}
