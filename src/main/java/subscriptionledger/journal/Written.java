package subscriptionledger.journal;

import java.util.List;
import subscriptionledger.ledger.Entry;

/**
 * What a group of deliveries has become; it holds once the transaction is committed.
 *
 * @param receipts one for each delivery, in their order
 * @param entries those that are new
 */
public record Written(List<Receipt> receipts, List<Entry> entries) {}
