package subscriptionledger.feed;

import java.time.Duration;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.LedgerTransaction;

/**
 * Something that follows the ledger of each app: it applies what is new in the order of its
 * numbers, and its cursor marks how far it has come. Calls for one app never overlap, on any node.
 */
public interface Follower {
  /** Returns the name of the cursor, at most 40 characters long. */
  String name();

  /** Returns the last number to which this follower could move its cursor now. */
  long end(Head head);

  /** Returns true if questions are answered from what this follower has applied. */
  boolean answersQuestions();

  /**
   * Returns the time between two steps if little happens. A step that leaves something to do is
   * followed by the next one at once.
   *
   * @param lag the number of entries that are new since the last step
   */
  Duration rest(long lag);

  /**
   * Applies some of what is new, in the transaction that moves the cursor.
   *
   * @param position the number up to which everything has been applied
   * @param end the last number that may be applied
   * @return the number up to which everything has been applied now
   */
  long follow(LedgerTransaction ledger, long app, long position, long end);

  /**
   * Removes some of what has been applied, before it is applied anew.
   *
   * @return true if there may be more to remove
   */
  boolean remove(LedgerTransaction ledger, long app);
}
