package subscriptionledger.relay;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.Times;

/** A page of what has happened to a sink. */
@Schema(
    name = "SinkAttempts",
    description = "A page of what has happened to a sink in the ledger of an app",
    requiredProperties = {"attempts"})
@JsonbPropertyOrder({"attempts"})
public record SinkEventsPayload(
    @Schema(
            description =
                "The last one first; the parameter before of the next page is the number"
                    + " of the last one of this page")
        List<Item> attempts) {

  /** An attempt, a change of the state, or an act of an operator. */
  @Schema(
      name = "SinkAttempt",
      description = "An attempt, a change of the state, or an act of an operator",
      requiredProperties = {"number", "event", "happenedAt"})
  @JsonbPropertyOrder({"number", "event", "happenedAt", "first", "last", "reason", "operator"})
  public record Item(
      @Schema(description = "Counts the events of the sink in the ledger of the app") long number,
      SinkEvent event,
      @Schema(format = "date-time") String happenedAt,
      @Schema(description = "The number of the first entry that it was about") @Nullable Long first,
      @Schema(description = "The number of the last entry that it was about") @Nullable Long last,
      @Schema(description = "The reason, without what the target said") @Nullable String reason,
      @Schema(description = "The operator; absent if it was the relay") @Nullable String operator) {
    static Item of(SinkEventRow row) {
      return new Item(
          row.number(),
          row.event(),
          Times.format(row.happenedAt()),
          row.firstEntry(),
          row.lastEntry(),
          row.reason(),
          row.operator());
    }
  }
}
