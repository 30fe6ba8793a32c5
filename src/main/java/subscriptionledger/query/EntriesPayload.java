package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/**
 * A page of entries. It may be shorter than was asked for, or empty, without being the last: a
 * filter is looked for only so far at a time.
 *
 * @param next the cursor after which the next page begins
 * @param head the last sequence number of the app at the time of the answer
 */
@JsonbPropertyOrder({"entries", "next", "head"})
public record EntriesPayload(List<EntryPayload> entries, long next, long head) {

  static EntriesPayload of(Feed.Page page) {
    return new EntriesPayload(
        page.entries().stream().map(EntryPayload::of).toList(), page.next(), page.head());
  }
}
