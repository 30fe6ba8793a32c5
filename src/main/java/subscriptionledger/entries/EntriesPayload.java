package subscriptionledger.entries;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import subscriptionledger.feed.Feed;

/** A page of entries. */
@Schema(
    name = "Entries",
    description =
        "A page of entries. A page can be shorter than requested, or empty, and still not be the last: the server examines a limited number of entries for each page.",
    requiredProperties = {"entries", "next", "head"})
@JsonbPropertyOrder({"entries", "next", "head"})
public record EntriesPayload(
    List<EntryPayload> entries,
    @Schema(description = "The cursor of the next page; on the last page, it equals head")
        long next,
    @Schema(description = "The app's last sequence number at the time of the response") long head) {

  static EntriesPayload of(Feed.Page page) {
    return new EntriesPayload(
        page.entries().stream().map(EntryPayload::of).toList(), page.next(), page.head());
  }
}
