package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Activity;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Kind;
import subscriptionledger.store.BulkTable.BulkColumn;

/**
 * The numbers of subscriptions and unsubscriptions over time. A table holds sums by minute and by
 * hour; newer entries are counted by each query. A query is therefore as fast for ten million
 * entries as for a few and always up to date, and the write path is not involved.
 *
 * <p>A period may begin and end at any minute, because some days do: some time zones are not whole
 * hours from UTC. A query then adds up minutes at both ends and hours in between. Offsets have been
 * whole minutes since 1972, and no event is older than 2010.
 */
public final class Activities {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /**
   * The columns by which entries are grouped. The division is an integer division. The width is
   * part of the text because PostgreSQL would treat two parameters as two different expressions.
   * The REPLACE is necessary because UPPER depends on the language of the server or the database,
   * and in Turkish the upper case of i is not I.
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

  private static final String IN_PART =
      "t.app = ? AND t.width = ? AND t.began_at >= k.part_from AND t.began_at < k.part_to";

  private final EntityManager entityManager;
  private final BulkStatements bulk;

  Activities(EntityManager entityManager, BulkStatements bulk) {
    this.entityManager = entityManager;
    this.bulk = bulk;
  }

  /**
   * A query for activity.
   *
   * @param bounds the limits of the periods in ascending order: the beginning of the first period,
   *     the limits between periods, and the end of the last one
   * @param account the account; null for all accounts
   */
  public record StatisticsQuery(long app, List<Instant> bounds, @Nullable String account) {
    public StatisticsQuery {
      bounds = List.copyOf(bounds);
    }

    private long bound(int index) {
      return bounds.get(index).toEpochMilli();
    }

    private int periods() {
      return bounds.size() - 1;
    }

    private long from() {
      return bound(0);
    }

    private long to() {
      return bound(periods());
    }

    /** Returns the longest time, up to a day, of which all bounds are multiples. */
    private long width() {
      return bounds.stream().mapToLong(Instant::toEpochMilli).reduce(DAY, Activities::divisor);
    }

    /** Returns the beginning of the period that contains an instant between the bounds. */
    private long beginning(long instant) {
      int index = Collections.binarySearch(bounds, Instant.ofEpochMilli(instant));
      return bound(index < 0 ? -index - 2 : index);
    }
  }

  private static long divisor(long one, long other) {
    return other == 0 ? one : divisor(other, one % other);
  }

  /** Returns the sums of all periods in which there was activity, in no particular order. */
  public List<Activity> activity(StatisticsQuery query) {
    Map<ActivityRow.Key, Long> sums = new HashMap<>();
    long summedUpTo = stored(query, sums);
    countSince(summedUpTo, query, sums);
    return sums.entrySet().stream().map(sum -> sum.getKey().toActivity(sum.getValue())).toList();
  }

  /**
   * Adds the entries that are not yet part of the sums. After an upgrade from a version without
   * sums, this may be the whole ledger; the database therefore does the counting, and only for the
   * requested periods.
   */
  private void countSince(long summedUpTo, StatisticsQuery query, Map<ActivityRow.Key, Long> sums) {
    boolean one = query.account() != null;
    long width = query.width();
    Query count =
        entityManager
            .createNativeQuery(
                String.format(
                    Locale.ROOT,
                    COUNT,
                    String.format(Locale.ROOT, COLUMNS, width),
                    "e.occurred_at >= ? AND e.occurred_at < ?" + (one ? " AND e.account = ?" : "")))
            .setParameter(1, query.app())
            .setParameter(2, summedUpTo)
            .setParameter(3, query.from())
            .setParameter(4, query.to());
    if (one) {
      count.setParameter(5, query.account());
    }
    for (Object row : count.getResultList()) {
      Object[] columns = (Object[]) row;
      ActivityRow.Key key = key(query.app(), width, "", columns);
      sums.merge(key.beginningAt(query.beginning(key.beganAt())), number(columns[0]), Long::sum);
    }
  }

  /**
   * The part of a period that is added up from rows of one width.
   *
   * @param beginning the beginning of the period
   * @param to the end of the part, exclusive
   */
  private record PeriodPart(long beginning, long from, long to) {
    static final List<BulkColumn<PeriodPart>> COLUMNS =
        List.of(
            BulkColumn.number("beginning", PeriodPart::beginning),
            BulkColumn.number("part_from", PeriodPart::from),
            BulkColumn.number("part_to", PeriodPart::to));

    boolean isEmpty() {
      return from >= to;
    }
  }

  /** Returns the parts that are added up from hourly rows: the whole hours of each period. */
  private static List<PeriodPart> hours(StatisticsQuery query) {
    return IntStream.range(0, query.periods())
        .mapToObj(i -> new PeriodPart(query.bound(i), up(query.bound(i)), down(query.bound(i + 1))))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /**
   * Returns the parts that are added up from rows by minute: the minutes before and after the whole
   * hours.
   */
  private static List<PeriodPart> minutes(StatisticsQuery query) {
    return IntStream.range(0, query.periods())
        .boxed()
        .flatMap(i -> minutes(query.bound(i), query.bound(i + 1)))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static Stream<PeriodPart> minutes(long from, long to) {
    return up(from) > down(to)
        ? Stream.of(new PeriodPart(from, from, to))
        : Stream.of(new PeriodPart(from, from, up(from)), new PeriodPart(from, down(to), to));
  }

  private static long up(long instant) {
    return -down(-instant);
  }

  private static long down(long instant) {
    return Math.floorDiv(instant, HOUR) * HOUR;
  }

  /**
   * Adds the stored sums and returns the number of the last entry that they include. One statement
   * reads both, because more entries could be summed up between two statements.
   */
  private long stored(StatisticsQuery query, Map<ActivityRow.Key, Long> sums) {
    List<Object> parameters = new ArrayList<>();
    String hours = parts(HOUR, hours(query), query, parameters);
    String minutes = parts(MINUTE, minutes(query), query, parameters);
    parameters.add(query.app());
    List<Long> summedUpTo = new ArrayList<>();
    long width = query.width();
    bulk.query(
        String.format(
            Locale.ROOT,
            """
            SELECT h.last_sequence, p.beginning, p.kind, p.platform, p.initiative, SUM(p.entries)
            FROM activity_head h LEFT JOIN (%s UNION ALL %s) p ON 1 = 1
            WHERE h.app = ?
            GROUP BY h.last_sequence, p.beginning, p.kind, p.platform, p.initiative""",
            hours,
            minutes),
        parameters,
        row -> {
          summedUpTo.add(row.getLong(1));
          String kind = row.getString(3);
          if (kind != null) {
            sums.merge(
                new ActivityRow.Key(
                    query.app(),
                    width,
                    row.getLong(2),
                    "",
                    Kind.valueOf(kind),
                    row.getString(4),
                    Initiative.valueOf(row.getString(5))),
                row.getLong(6),
                Long::sum);
          }
        });
    return summedUpTo.isEmpty() ? 0 : summedUpTo.get(0);
  }

  /** Returns the condition for rows of one width, and adds its parameters to the list. */
  private String parts(
      long width, List<PeriodPart> parts, StatisticsQuery query, List<Object> parameters) {
    PeriodPart.COLUMNS.forEach(
        column -> parameters.add(parts.stream().map(column.value()).toList()));
    parameters.add(query.app());
    parameters.add(width);
    String condition = IN_PART;
    if (query.account() != null) {
      parameters.add(query.account());
      condition += " AND t.account = ?";
    }
    return "SELECT k.beginning, t.kind, t.platform, t.initiative, t.entries FROM "
        + bulk.lookUp(PeriodPart.COLUMNS, ActivityRow.TABLE.name(), condition);
  }

  /**
   * Adds further entries of an app to the sums, if there are enough.
   *
   * @param atLeast the minimum number of entries that is worth a transaction
   * @param atMost the maximum number of entries in one transaction
   * @return the number of entries added
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
                String.format(
                    Locale.ROOT,
                    COUNT,
                    String.format(Locale.ROOT, COLUMNS, MINUTE) + ", e.account",
                    "e.sequence <= ?"))
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
