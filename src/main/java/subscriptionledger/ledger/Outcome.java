package subscriptionledger.ledger;

/** What became of a delivery that was kept. The names are stored and published. */
public enum Outcome {
  /** At least one of its events was new, and is an entry now. */
  RECORDED,
  /** All of its events were in the ledger already. */
  DUPLICATE,
  /** At least a part of it was not understood; the part that was is recorded. */
  QUARANTINED
}
