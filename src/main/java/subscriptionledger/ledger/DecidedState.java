package subscriptionledger.ledger;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The state of a subscription according to some entries, and the entry that determines it.
 *
 * @param decidedBy null if no entry is about the subscription
 */
public record DecidedState(SubscriptionState state, @Nullable Entry decidedBy) {

  /** The result of a search without entries. */
  public static final DecidedState NOTHING = new DecidedState(SubscriptionState.NEVER_SEEN, null);

  /**
   * Determines the state from some entries.
   *
   * @param entries the entries about one subscriber and about the account, in the order of their
   *     numbers
   */
  public static DecidedState in(Collection<Entry> entries) {
    DecidedState decided = NOTHING;
    for (Entry entry : entries) {
      SubscriptionState joined = decided.state.join(SubscriptionState.of(entry.event()));
      if (!joined.equals(decided.state)) {
        decided = new DecidedState(joined, entry);
      }
    }
    return decided;
  }
}
