package subscriptionledger.relay;

/**
 * An attempt to send a batch of entries.
 *
 * @param last the number of the last entry in the batch
 * @param size the number of entries in the batch
 */
public record Attempt(TargetAnswer answer, long last, int size) {}
