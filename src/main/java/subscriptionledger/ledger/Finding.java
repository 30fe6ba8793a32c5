package subscriptionledger.ledger;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What is found about a subscription in some entries, and the one that decides.
 *
 * @param decidedBy null when the subscription was never seen
 */
public record Finding(SubscriptionState state, @Nullable Entry decidedBy) {

  /** What is found in no entry. */
  public static final Finding NOTHING = new Finding(SubscriptionState.NEVER_SEEN, null);

  /**
   * What is found in some entries.
   *
   * @param entries about one subscriber and the account, in the order of their numbers
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
