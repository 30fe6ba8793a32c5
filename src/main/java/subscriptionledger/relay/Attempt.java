package subscriptionledger.relay;

/**
 * An attempt to send a batch of entries.
 *
 * @param first the number of the first entry in the batch
 * @param last the number of the last entry in the batch
 * @param size the number of entries in the batch
 * @param isRedriven true if the batch is a dead letter that is sent again
 */
public record Attempt(TargetAnswer answer, long first, long last, int size, boolean isRedriven) {}
