package subscriptionledger.ledger;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The state of a subscription according to some entries, and the entry that determines it.
 *
 * @param decidedBy null if no entry is about the subscription
 */
public record Finding(SubscriptionState state, @Nullable Entry decidedBy) {

  /** The result of a search without entries. */
  public static final Finding NOTHING = new Finding(SubscriptionState.NEVER_SEEN, null);

  /**
   * Determines the state from some entries.
   *
   * @param entries the entries about one subscriber and about the account, in the order of their
   *     numbers
   */
  public static Finding in(Collection<Entry> entries) {
    Finding finding = NOTHING;
    for (Entry entry : entries) {
      SubscriptionState joined = finding.state.join(SubscriptionState.of(entry.event()));
      if (!joined.equals(finding.state)) {
        finding = new Finding(joined, entry);
      }
    }
    return finding;
  }
}
