package subscriptionledger.statistics;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import subscriptionledger.feed.Follower;
import subscriptionledger.ledger.Head;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Kind;
import subscriptionledger.store.ActivityRow;
import subscriptionledger.store.CursorRow;
import subscriptionledger.store.LedgerTransaction;

/** Keeps the sums of activity by minute and by hour. */
@ApplicationScoped
public class ActivitySums implements Follower {
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;

  /** The maximum number of entries in one step; on H2, callbacks wait for it. */
  private static final long AT_MOST = 5_000;

  /** The number of entries that are worth a transaction, although nobody asks. */
  private static final long ENOUGH = 2_000;

  private static final Duration REST = Duration.ofSeconds(5);
  private static final int REMOVED_AT_A_TIME = 2_000;

  /**
   * The database counts. The division is an integer division. The REPLACE is necessary because
   * UPPER depends on the language of the server or the database, and in Turkish the upper case of i
   * is not I.
   */
  private static final String COUNT =
      """
      SELECT COUNT(*), kind, platform, initiative, in_minute, account FROM (
        SELECT e.kind AS kind, COALESCE(e.platform, '') AS platform,
          CASE WHEN e.operator = e.subscriber
              AND UPPER(REPLACE(COALESCE(e.platform, ''), 'i', 'I')) <> 'RESTAPI'
            THEN 'SELF_SERVICE' ELSE 'ADMINISTRATIVE' END AS initiative,
          e.occurred_at / 60000 AS in_minute, e.account AS account
        FROM entry e
        WHERE e.app = ? AND e.sequence > ? AND e.sequence <= ? AND e.subscriber IS NOT NULL) e
      GROUP BY kind, platform, initiative, in_minute, account""";

  @Override
  public String name() {
    return CursorRow.STATISTICS;
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
    return lag < ENOUGH ? REST : Duration.ZERO;
  }

  @Override
  public long follow(LedgerTransaction ledger, long app, long position, long end) {
    long upTo = Math.min(end, position + AT_MOST);
    Map<ActivityRow.Key, Long> sums = count(ledger, app, position, upTo);
    Map<ActivityRow.Key, Long> hours = new HashMap<>();
    sums.forEach((key, entries) -> hours.merge(key.ofWidth(HOUR), entries, Long::sum));
    sums.putAll(hours);
    ledger
        .bulk()
        .find(
            ActivityRow.TABLE, rows(sums), row -> sums.merge(row.key(), row.entries(), Long::sum));
    ledger.bulk().read();
    ledger.bulk().put(ActivityRow.TABLE, rows(sums));
    ledger.bulk().flush();
    return upTo;
  }

  private static Map<ActivityRow.Key, Long> count(
      LedgerTransaction ledger, long app, long after, long upTo) {
    Map<ActivityRow.Key, Long> sums = new HashMap<>();
    ledger
        .bulk()
        .query(
            COUNT,
            List.of(app, after, upTo),
            row ->
                sums.put(
                    new ActivityRow.Key(
                        app,
                        MINUTE,
                        row.getLong(5) * MINUTE,
                        row.getString(6),
                        Kind.valueOf(row.getString(2)),
                        row.getString(3),
                        Initiative.valueOf(row.getString(4))),
                    row.getLong(1)));
    return sums;
  }

  private static List<ActivityRow> rows(Map<ActivityRow.Key, Long> sums) {
    return sums.entrySet().stream()
        .map(sum -> new ActivityRow(sum.getKey(), sum.getValue()))
        .toList();
  }

  @Override
  public boolean remove(LedgerTransaction ledger, long app) {
    return ledger.bulk().delete(ActivityRow.TABLE, app, REMOVED_AT_A_TIME) > 0;
  }
}
