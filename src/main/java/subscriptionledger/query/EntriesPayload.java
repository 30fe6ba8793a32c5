package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of entries. */
@Schema(
    name = "Entries",
    description =
        "A page of entries. It may be shorter than was asked for, or empty, without being the last: what few entries agree with is looked for only so far at a time.",
    requiredProperties = {"entries", "next", "head"})
@JsonbPropertyOrder({"entries", "next", "head"})
public record EntriesPayload(
    List<EntryPayload> entries,
    @Schema(
            description =
                "The cursor after which the next page begins; when it is head, this is the last")
        long next,
    @Schema(description = "The last sequence number of the app at the time of the answer")
        long head) {

  static EntriesPayload of(Feed.Page page) {
    return new EntriesPayload(
        page.entries().stream().map(EntryPayload::of).toList(), page.next(), page.head());
  }
}
