package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Activity;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Kind;

/**
 * How many subscribed and unsubscribed, and when. The sums of the past are in a table, by the
 * minute and by the hour; the entries since are counted when somebody asks. So a question is
 * answered as fast from ten million entries as from a few, it is always up to date, and the write
 * path has nothing to do with it.
 */
public final class Activities {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** Sums by the minute; the division of two integers is one. */
  private static final String COUNT =
      """
      SELECT e.account, e.kind, COALESCE(e.platform, ''),
        CASE WHEN e.operator = e.subscriber AND UPPER(COALESCE(e.platform, '')) <> 'RESTAPI'
          THEN 'SELF_SERVICE' ELSE 'ADMINISTRATIVE' END,
        e.occurred_at / 60000, COUNT(*)
      FROM entry e
      WHERE e.app = ? AND e.sequence > ? AND e.sequence <= ? AND e.subscriber IS NOT NULL
      GROUP BY e.account, e.kind, COALESCE(e.platform, ''),
        CASE WHEN e.operator = e.subscriber AND UPPER(COALESCE(e.platform, '')) <> 'RESTAPI'
          THEN 'SELF_SERVICE' ELSE 'ADMINISTRATIVE' END,
        e.occurred_at / 60000""";

  private final EntityManager entityManager;
  private final Bulk bulk;

  Activities(EntityManager entityManager, Bulk bulk) {
    this.entityManager = entityManager;
    this.bulk = bulk;
  }

  /**
   * What is asked for.
   *
   * @param from the beginning of the first stretch
   * @param to the end of the last
   * @param width of each stretch in milliseconds, a multiple of a minute; all of them begin at
   *     multiples of it since 1970
   * @param account null for all
   */
  public record Question(long app, Instant from, Instant to, long width, @Nullable String account) {
    boolean covers(ActivityRow.Key key) {
      return key.beganAt() >= from.toEpochMilli()
          && key.beganAt() < to.toEpochMilli()
          && (account == null || account.equals(key.account()));
    }
  }

  /** The sums of all stretches in which something happened, in no particular order. */
  public List<Activity> activity(Question question) {
    Map<ActivityRow.Key, Long> sums = new HashMap<>();
    long summedUpTo = stored(question, sums);
    count(question.app(), summedUpTo, Long.MAX_VALUE)
        .forEach(
            (key, entries) -> {
              if (question.covers(key)) {
                sums.merge(key.ofAllAccounts().ofWidth(question.width()), entries, Long::sum);
              }
            });
    return sums.entrySet().stream().map(sum -> sum.getKey().toActivity(sum.getValue())).toList();
  }

  /**
   * Adds what is summed up, and tells up to which entry that is. Both are asked for at once:
   * between two statements, some more may be summed up.
   */
  private long stored(Question question, Map<ActivityRow.Key, Long> sums) {
    boolean one = question.account() != null;
    long width = question.width() % HOUR == 0 ? HOUR : MINUTE;
    Query query =
        entityManager
            .createNativeQuery(
                "SELECT h.last_sequence, a.kind, a.platform, a.initiative, a.began_at,"
                    + " SUM(a.entries) FROM activity_head h LEFT JOIN activity a"
                    + " ON a.app = h.app AND a.width = ? AND a.began_at >= ? AND a.began_at < ?"
                    + (one ? " AND a.account = ?" : "")
                    + " WHERE h.app = ?"
                    + " GROUP BY h.last_sequence, a.kind, a.platform, a.initiative, a.began_at")
            .setParameter(1, width)
            .setParameter(2, question.from().toEpochMilli())
            .setParameter(3, question.to().toEpochMilli())
            .setParameter(one ? 5 : 4, question.app());
    if (one) {
      query.setParameter(4, question.account());
    }
    long summedUpTo = 0;
    for (Object row : query.getResultList()) {
      Object[] columns = (Object[]) row;
      summedUpTo = ((Number) columns[0]).longValue();
      if (columns[1] != null) {
        ActivityRow.Key key =
            new ActivityRow.Key(
                question.app(),
                width,
                ((Number) columns[4]).longValue(),
                "",
                Kind.valueOf((String) columns[1]),
                (String) columns[2],
                Initiative.valueOf((String) columns[3]));
        sums.merge(key.ofWidth(question.width()), ((Number) columns[5]).longValue(), Long::sum);
      }
    }
    return summedUpTo;
  }

  /**
   * Sums up more of an app's entries, if there are that many.
   *
   * @param atLeast how many there must be for it to be worth while
   * @param atMost how many are taken in one transaction
   * @return how many were taken
   */
  public long sumUp(long app, long atLeast, long atMost) {
    HeadRow head = entityManager.find(HeadRow.class, app);
    ActivityHeadRow summed = lockedHead(app);
    long after = summed.lastSequence();
    if (head == null || head.lastSequence() - after < atLeast) {
      return 0;
    }
    long upTo = Math.min(head.lastSequence(), after + atMost);
    Map<ActivityRow.Key, Long> sums = count(app, after, upTo);
    Map<ActivityRow.Key, Long> hours = new HashMap<>();
    sums.forEach((key, entries) -> hours.merge(key.ofWidth(HOUR), entries, Long::sum));
    sums.putAll(hours);
    add(sums);
    summed.moveTo(upTo);
    return upTo - after;
  }

  private ActivityHeadRow lockedHead(long app) {
    ActivityHeadRow head =
        entityManager.find(ActivityHeadRow.class, app, LockModeType.PESSIMISTIC_WRITE);
    if (head == null) {
      head = new ActivityHeadRow(app);
      entityManager.persist(head);
      entityManager.flush();
    }
    return head;
  }

  private Map<ActivityRow.Key, Long> count(long app, long after, long upTo) {
    Map<ActivityRow.Key, Long> sums = new HashMap<>();
    List<?> rows =
        entityManager
            .createNativeQuery(COUNT)
            .setParameter(1, app)
            .setParameter(2, after)
            .setParameter(3, upTo)
            .getResultList();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      sums.put(
          new ActivityRow.Key(
              app,
              MINUTE,
              ((Number) columns[4]).longValue() * MINUTE,
              (String) columns[0],
              Kind.valueOf((String) columns[1]),
              (String) columns[2],
              Initiative.valueOf((String) columns[3])),
          ((Number) columns[5]).longValue());
    }
    return sums;
  }

  private void add(Map<ActivityRow.Key, Long> sums) {
    bulk.find(
        ActivityRow.TABLE,
        ActivityRow.TABLE.key(),
        rows(sums),
        ActivityRow::read,
        row -> sums.merge(row.key(), row.entries(), Long::sum));
    bulk.read();
    bulk.put(ActivityRow.TABLE, rows(sums));
    bulk.flush();
  }

  private static List<ActivityRow> rows(Map<ActivityRow.Key, Long> sums) {
    return sums.entrySet().stream()
        .map(sum -> new ActivityRow(sum.getKey(), sum.getValue()))
        .toList();
  }
}
