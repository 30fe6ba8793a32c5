package subscriptionledger.states;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import subscriptionledger.feed.Follower;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.CursorRow;
import subscriptionledger.store.EntryRow;
import subscriptionledger.store.HistoryRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.SubscriptionRow;

/** Keeps the states of accounts and subscriptions, and their history. */
@ApplicationScoped
public class StateFollower implements Follower {
  /** The maximum number of entries in one step; on H2, callbacks wait for it. */
  private static final int AT_MOST = 5_000;

  private static final int REMOVED_AT_A_TIME = 2_000;

  @Override
  public String name() {
    return CursorRow.STATES;
  }

  @Override
  public long end(Head head) {
    return head.lastSequence();
  }

  @Override
  public boolean answersQuestions() {
    return true;
  }

  @Override
  public Duration rest(long lag) {
    return Duration.ZERO;
  }

  @Override
  public long follow(LedgerTransaction ledger, long app, long position, long end) {
    List<Entry> entries = EntryRow.after(ledger.entityManager(), app, position, end, AT_MOST);
    StateFold.apply(ledger, entries);
    return entries.isEmpty() ? position : entries.get(entries.size() - 1).sequence();
  }

  @Override
  public boolean remove(LedgerTransaction ledger, long app) {
    return ledger.bulk().delete(HistoryRow.TABLE, app, REMOVED_AT_A_TIME) > 0
        || ledger.bulk().delete(SubscriptionRow.TABLE, app, REMOVED_AT_A_TIME) > 0
        || ledger.bulk().delete(AccountRow.TABLE, app, REMOVED_AT_A_TIME) > 0;
  }
}
