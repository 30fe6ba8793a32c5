package subscriptionledger.ledger;

/** The result of a delivery that was kept. The names are stored and published. */
public enum Outcome {
  /** At least one of its events was new and became an entry. */
  RECORDED,
  /** All of its events were already in the ledger. */
  DUPLICATE,
  /** At least a part was not understood; the events of the other part are recorded. */
  QUARANTINED
}
