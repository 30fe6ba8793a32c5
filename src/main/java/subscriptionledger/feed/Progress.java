package subscriptionledger.feed;

import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.CursorRow;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerTransaction;

/**
 * The progress of a follower in the ledger of an app.
 *
 * @param position the number up to which everything has been applied
 * @param end the number that can be reached now
 * @param isMoving true if the last step has moved the cursor, or has removed something
 * @param rebuilds the number of times that everything was computed anew
 */
public record Progress(long position, long end, boolean isMoving, long rebuilds) {
  private static final String CURSOR_AND_HEAD =
      """
      SELECT head, cursor FROM HeadRow head
      LEFT JOIN CursorRow cursor ON cursor.app = head.app AND cursor.name = :name
      WHERE head.app = :app""";

  /** Returns how many numbers have yet to be applied. */
  public long lag() {
    return Math.max(0, end - position);
  }

  /** Returns true if another step would move the cursor further. */
  boolean isUnfinished() {
    return isMoving && position < end;
  }

  /** Takes one step within a transaction. It waits for a step that is under way on another node. */
  public static Progress step(LedgerTransaction ledger, Follower follower, long app) {
    CursorRow cursor = CursorRow.lock(ledger, app, follower.name());
    long end = follower.end(head(ledger, app));
    long before = cursor.position();
    boolean removing = cursor.isRemoving();
    if (removing) {
      if (!follower.remove(ledger, app)) {
        cursor.moveTo(0);
      }
    } else {
      cursor.moveTo(follower.follow(ledger, app, before, end));
    }
    return new Progress(
        cursor.position(), end, removing || cursor.position() != before, cursor.rebuilds());
  }

  /** Reads the present progress within a transaction, and in one query: questions wait for it. */
  static Progress read(LedgerTransaction ledger, Follower follower, long app) {
    return ledger
        .entityManager()
        .createQuery(CURSOR_AND_HEAD, Object[].class)
        .setParameter("app", app)
        .setParameter("name", follower.name())
        .getResultStream()
        .map(row -> of((CursorRow) row[1], follower.end(((HeadRow) row[0]).toHead())))
        .findFirst()
        .orElse(new Progress(0, 0, false, 0));
  }

  private static Progress of(@Nullable CursorRow cursor, long end) {
    return cursor == null
        ? new Progress(0, end, false, 0)
        : new Progress(cursor.position(), end, false, cursor.rebuilds());
  }

  private static Head head(LedgerTransaction ledger, long app) {
    HeadRow head = ledger.entityManager().find(HeadRow.class, app);
    return head == null ? new Head(app, 0, 0, 0, 0) : head.toHead();
  }
}
