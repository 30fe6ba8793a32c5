package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;

/** An entry as the API shows it; what is not known is left out. */
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
    long sequence,
    String kind,
    String account,
    @Nullable String subscriber,
    @Nullable String operator,
    @Nullable String platform,
    @Nullable String clientIp,
    String occurredAt,
    String recordedAt,
    String source,
    long delivery,
    @Nullable AccountDetail detail) {

  static EntryPayload of(Entry entry) {
    Event event = entry.event();
    return new EntryPayload(
        event.app(),
        entry.sequence(),
        event.kind().name(),
        event.account(),
        event.subscriber(),
        event.origin().operator(),
        event.origin().platform(),
        event.origin().clientIp(),
        Times.format(event.occurredAt()),
        Times.format(entry.recordedAt()),
        entry.source().name(),
        entry.delivery(),
        event.detail().equals(AccountDetail.SILENT) ? null : event.detail());
  }
}
