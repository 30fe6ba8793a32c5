package subscriptionledger.entries;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.Times;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Source;

/** An entry as the API presents it; unknown fields are omitted. */
@Schema(
    name = "Entry",
    description = "A recorded event; unknown fields are omitted",
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
    @Schema(description = "The entry's number in its app's ledger: 1, 2, 3, and so on")
        long sequence,
    Kind kind,
    String account,
    @Nullable String subscriber,
    @Schema(description = "The user who performed the operation") @Nullable String operator,
    @Schema(
            description =
                "The provider's OptPlatform; RESTAPI means a call of the REST API, not a person")
        @Nullable String platform,
    @Nullable String clientIp,
    @Schema(description = "The time of the event according to the provider", format = "date-time")
        String occurredAt,
    @Schema(
            description = "The time at which the entry was committed to the ledger",
            format = "date-time")
        String recordedAt,
    Source source,
    @Schema(description = "The number of the callback delivery that contained the event")
        long delivery,
    @Schema(description = "The account's properties that the event contains")
        @Nullable AccountDetail detail) {

  public static EntryPayload of(Entry entry) {
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
