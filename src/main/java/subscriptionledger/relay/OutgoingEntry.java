package subscriptionledger.relay;

import subscriptionledger.ledger.Entry;

/**
 * An entry on its way to a target.
 *
 * @param previous the number of the last entry before it that the sink's filter accepts, or 0; a
 *     consumer sees by it that nothing is missing
 */
public record OutgoingEntry(Entry entry, long previous) {

  public long sequence() {
    return entry.sequence();
  }
}
