package subscriptionledger.bench.raw;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import subscriptionledger.bench.raw.Rows.Account;
import subscriptionledger.bench.raw.Rows.Delivery;
import subscriptionledger.bench.raw.Rows.Entry;
import subscriptionledger.bench.raw.Rows.Event;
import subscriptionledger.bench.raw.Rows.Head;
import subscriptionledger.bench.raw.Rows.Subscription;
import subscriptionledger.bench.raw.Rows.SubscriptionId;

/** The statements of one group's transaction, in one form. */
interface Statements extends AutoCloseable {

  Head lockHead(long app) throws SQLException;

  /** The keys of those events that are in the ledger, in hexadecimal. */
  Set<String> recorded(Collection<Event> events) throws SQLException;

  Map<SubscriptionId, Subscription> subscriptions(Collection<SubscriptionId> ids)
      throws SQLException;

  Map<String, Account> accounts(long app, Collection<String> ids) throws SQLException;

  void insertDeliveries(List<Delivery> rows) throws SQLException;

  void insertEntries(List<Entry> rows) throws SQLException;

  /**
   * Writes how subscriptions stand now.
   *
   * @param present those that have a row
   */
  void writeSubscriptions(Collection<Subscription> rows, Set<SubscriptionId> present)
      throws SQLException;

  /**
   * Writes how accounts stand now.
   *
   * @param present those that have a row
   */
  void writeAccounts(Collection<Account> rows, Set<String> present) throws SQLException;

  void moveHead(Head head) throws SQLException;

  @Override
  void close() throws SQLException;
}
