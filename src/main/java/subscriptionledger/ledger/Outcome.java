package subscriptionledger.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a delivery that was kept. The names are stored and published. */
public enum Outcome {
  /** At least one of its events was new and became an entry. */
  RECORDED,
  /** All of its events were already in the ledger. */
  DUPLICATE,
  /** At least a part was not understood; the events of the other part are recorded. */
  QUARANTINED;

  /** Returns the outcome of a delivery with this objection, if any, and these new entries. */
  public static Outcome of(@Nullable String objection, List<Entry> entries) {
    if (objection != null) {
      return QUARANTINED;
    }
    return entries.isEmpty() ? DUPLICATE : RECORDED;
  }
}
