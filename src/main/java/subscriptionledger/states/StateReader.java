package subscriptionledger.states;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.DecidedState;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.PointInTime;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.ledger.SubscriptionStatus;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.SubscriptionRow;

/**
 * Reads the states of accounts and subscriptions, each response in a transaction of its own. The
 * present state is stored; a past state is computed from the entries that determine it.
 */
@ApplicationScoped
public class StateReader {
  private static final int CHUNK = 500;

  /**
   * The maximum number of subscriptions that are examined for a page if few of them have the
   * requested status; the page is then shorter than requested.
   */
  private static final int LOOKED_THROUGH = 20_000;

  @Inject private StateQueries queries;

  /**
   * A page of subscriptions.
   *
   * @param next the id of the user after whom the next page begins; null on the last page
   */
  public record Page(List<SubscriptionPayload> subscriptions, @Nullable String next) {}

  @Transactional
  public StateQueries.Totals totals(long app) {
    return queries.totals(app);
  }

  @Transactional
  public List<AccountRow> accounts(long app, String after, int limit) {
    return queries.accounts(app, after, limit);
  }

  @Transactional
  public Optional<AccountRow> account(AccountId id) {
    return queries.account(id);
  }

  @Transactional
  public Page page(SubscriptionQuery query, int limit) {
    List<SubscriptionPayload> found = new ArrayList<>();
    List<Entry> destructions =
        destructions(query.account()).stream().filter(query::covers).toList();
    String cursor = query.after();
    for (int looked = 0; looked < LOOKED_THROUGH; looked += CHUNK) {
      List<SubscriptionRow> rows = queries.subscriptions(query.account(), cursor, CHUNK);
      for (SubscriptionPayload state : states(query, rows, destructions)) {
        if (found.size() == limit) {
          return new Page(List.copyOf(found), cursor);
        }
        cursor = state.subscriber();
        if (isAskedFor(query, state)) {
          found.add(state);
        }
      }
      if (rows.size() < CHUNK) {
        return new Page(List.copyOf(found), null);
      }
      cursor = rows.get(CHUNK - 1).id().subscriber();
    }
    return new Page(List.copyOf(found), cursor);
  }

  private static boolean isAskedFor(SubscriptionQuery query, SubscriptionPayload state) {
    return query.status() == null
        ? state.status() != SubscriptionStatus.NEVER_SEEN
        : state.status() == query.status();
  }

  /**
   * Returns the states of the subscriptions that have entries up to the head of the query. A row is
   * used if the entry that determines its state is not beyond the head; any other state is computed
   * from the entries.
   */
  private List<SubscriptionPayload> states(
      SubscriptionQuery query, List<SubscriptionRow> rows, List<Entry> destructions) {
    DecidedState account = DecidedState.in(destructions);
    Map<SubscriptionId, List<Entry>> entries =
        queries.entriesOf(
            query.account().app(), rows.stream().filter(row -> !query.isAnsweredBy(row)).toList());
    return rows.stream()
        .flatMap(
            row ->
                query.isAnsweredBy(row)
                    ? Stream.of(present(row, account))
                    : folded(
                        query, row.id(), entries.getOrDefault(row.id(), List.of()), destructions))
        .toList();
  }

  private static Stream<SubscriptionPayload> folded(
      SubscriptionQuery query, SubscriptionId id, List<Entry> entries, List<Entry> destructions) {
    List<Entry> about = entries.stream().filter(query::covers).toList();
    return about.isEmpty()
        ? Stream.empty()
        : Stream.of(
            SubscriptionPayload.of(
                id, DecidedState.in(covered(query.pointInTime(), about, destructions))));
  }

  private static SubscriptionPayload present(SubscriptionRow row, DecidedState account) {
    SubscriptionState state = row.state().join(account.state());
    Entry destruction = account.decidedBy();
    return state.equals(row.state()) || destruction == null
        ? SubscriptionPayload.of(row.id(), state, row.sequence())
        : SubscriptionPayload.of(row.id(), state, destruction.sequence());
  }

  /**
   * Returns the state of one subscription, with the entries about it.
   *
   * @param applied the number up to which everything has been applied; the entries after it, up to
   *     the head, are read from the ledger
   */
  @Transactional
  public SubscriptionPayload subscription(
      SubscriptionId id, PointInTime pointInTime, long applied, long head) {
    List<SubscriptionRow> row = queries.subscription(id).stream().toList();
    List<Entry> about =
        new ArrayList<>(queries.entriesOf(id.app(), row).getOrDefault(id, List.of()));
    about.addAll(queries.newest(id, applied, head));
    List<Entry> history = covered(pointInTime, about, destructions(id.accountId()));
    return SubscriptionPayload.of(id, DecidedState.in(history)).withHistory(history);
  }

  private List<Entry> destructions(AccountId account) {
    return queries.destructions(account.app(), List.of(account)).getOrDefault(account, List.of());
  }

  /** Returns the entries that are known about a subscription, in the order of their numbers. */
  private static List<Entry> covered(
      PointInTime pointInTime, List<Entry> about, List<Entry> destructions) {
    return Stream.concat(about.stream(), destructions.stream())
        .filter(pointInTime::covers)
        .distinct()
        .sorted(Comparator.comparing(Entry::sequence))
        .toList();
  }

  /**
   * Returns the states of a user's subscriptions to all accounts that share an entry with the user.
   */
  @Transactional
  public Page ofSubscriber(
      long app, String subscriber, PointInTime pointInTime, String after, int limit) {
    List<SubscriptionRow> rows = queries.subscriptionsOf(app, subscriber, after, limit);
    List<SubscriptionId> ids = rows.stream().map(SubscriptionRow::id).toList();
    Map<SubscriptionId, List<Entry>> entries = queries.entriesOf(app, rows);
    Map<AccountId, List<Entry>> destructions =
        queries.destructions(app, ids.stream().map(SubscriptionId::accountId).toList());
    List<SubscriptionPayload> states =
        ids.stream()
            .map(
                id ->
                    SubscriptionPayload.of(
                        id,
                        DecidedState.in(
                            covered(
                                pointInTime,
                                entries.getOrDefault(id, List.of()),
                                destructions.getOrDefault(id.accountId(), List.of())))))
            .filter(state -> state.status() != SubscriptionStatus.NEVER_SEEN)
            .toList();
    return new Page(states, rows.size() < limit ? null : rows.get(rows.size() - 1).id().account());
  }
}
