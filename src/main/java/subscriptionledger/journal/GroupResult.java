package subscriptionledger.journal;

import java.util.List;
import subscriptionledger.ledger.Entry;

/**
 * The result of a group of deliveries, valid once the transaction is committed.
 *
 * @param receipts one for each delivery, in the same order
 * @param entries the new entries
 */
public record GroupResult(List<Receipt> receipts, List<Entry> entries) {}
