package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/**
 * A page of entries.
 *
 * @param next the cursor after which the next page begins
 * @param head the last sequence number of the app at the time of the answer
 */
@JsonbPropertyOrder({"entries", "next", "head"})
public record EntriesPayload(List<EntryPayload> entries, long next, long head) {}
