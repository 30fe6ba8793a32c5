package subscriptionledger.relay;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import subscriptionledger.http.Times;

/** A page of dead letters. */
@Schema(
    name = "DeadLetters",
    description = "A page of entries that the target of a sink has refused",
    requiredProperties = {"deadLetters", "next"})
@JsonbPropertyOrder({"deadLetters", "next"})
public record DeadLettersPayload(
    List<Item> deadLetters,
    @Schema(description = "The parameter after of the next page") long next) {

  /** A dead letter. */
  @Schema(
      name = "DeadLetter",
      description = "An entry that the target of a sink has refused",
      requiredProperties = {"app", "sequence", "reason", "refusedAt", "redriven"})
  @JsonbPropertyOrder({"app", "sequence", "reason", "refusedAt", "redriven"})
  public record Item(
      long app,
      @Schema(description = "The number of the entry") long sequence,
      @Schema(description = "The answer of the target") String reason,
      @Schema(format = "date-time") String refusedAt,
      @Schema(description = "True if an operator has it sent again next") boolean redriven) {
    static Item of(DeadLetterRow row) {
      return new Item(
          row.app(), row.sequence(), row.reason(), Times.format(row.refusedAt()), row.isRedriven());
    }
  }
}
