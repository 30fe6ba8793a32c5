package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * What is counted together; the division of two integers is one. A parameter would not do for the
   * width: PostgreSQL takes two of them for different ones. UPPER goes by the language of the
   * server or the database, and in Turkish the capital of i is another letter than I.
   */
  private static final String COLUMNS =
      """
      e.kind, COALESCE(e.platform, ''),
        CASE WHEN e.operator = e.subscriber AND UPPER(REPLACE(COALESCE(e.platform, ''), 'i', 'I')) <> 'RESTAPI'
          THEN 'SELF_SERVICE' ELSE 'ADMINISTRATIVE' END,
        e.occurred_at / %d""";

  private static final String COUNT =
      """
      SELECT COUNT(*), %1$s FROM entry e
      WHERE e.app = ? AND e.sequence > ? AND e.subscriber IS NOT NULL AND %2$s
      GROUP BY %1$s""";

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
  public record Question(
      long app, Instant from, Instant to, long width, @Nullable String account) {}

  /** The sums of all stretches in which something happened, in no particular order. */
  public List<Activity> activity(Question question) {
    Map<ActivityRow.Key, Long> sums = new HashMap<>();
    long summedUpTo = stored(question, sums);
    countSince(summedUpTo, question, sums);
    return sums.entrySet().stream().map(sum -> sum.getKey().toActivity(sum.getValue())).toList();
  }

  /**
   * Adds what is not summed up yet. That may be all of the ledger, when it comes from a version
   * that made no sums: so the database adds it up, and only what is asked for.
   */
  private void countSince(long summedUpTo, Question question, Map<ActivityRow.Key, Long> sums) {
    boolean one = question.account() != null;
    Query query =
        entityManager
            .createNativeQuery(
                COUNT.formatted(
                    COLUMNS.formatted(question.width()),
                    "e.occurred_at >= ? AND e.occurred_at < ?" + (one ? " AND e.account = ?" : "")))
            .setParameter(1, question.app())
            .setParameter(2, summedUpTo)
            .setParameter(3, question.from().toEpochMilli())
            .setParameter(4, question.to().toEpochMilli());
    if (one) {
      query.setParameter(5, question.account());
    }
    for (Object row : query.getResultList()) {
      Object[] columns = (Object[]) row;
      sums.merge(key(question.app(), question.width(), "", columns), number(columns[0]), Long::sum);
    }
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
      summedUpTo = number(columns[0]);
      if (columns[1] != null) {
        ActivityRow.Key key =
            new ActivityRow.Key(
                question.app(),
                width,
                number(columns[4]),
                "",
                Kind.valueOf((String) columns[1]),
                (String) columns[2],
                Initiative.valueOf((String) columns[3]));
        sums.merge(key.ofWidth(question.width()), number(columns[5]), Long::sum);
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
    if (head == null || head.lastSequence() - summedUpTo(app) < atLeast) {
      return 0;
    }
    ActivityHeadRow summed = lockedHead(app);
    long after = summed.lastSequence();
    if (head.lastSequence() - after < atLeast) {
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

  private long summedUpTo(long app) {
    return Optional.ofNullable(entityManager.find(ActivityHeadRow.class, app))
        .map(ActivityHeadRow::lastSequence)
        .orElse(0L);
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
            .createNativeQuery(
                COUNT.formatted(COLUMNS.formatted(MINUTE) + ", e.account", "e.sequence <= ?"))
            .setParameter(1, app)
            .setParameter(2, after)
            .setParameter(3, upTo)
            .getResultList();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      sums.put(key(app, MINUTE, (String) columns[5], columns), number(columns[0]));
    }
    return sums;
  }

  private static ActivityRow.Key key(long app, long width, String account, Object[] columns) {
    return new ActivityRow.Key(
        app,
        width,
        number(columns[4]) * width,
        account,
        Kind.valueOf((String) columns[1]),
        (String) columns[2],
        Initiative.valueOf((String) columns[3]));
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
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
