package subscriptionledger.statistics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Activity;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Kind;
import subscriptionledger.store.ActivityRow;
import subscriptionledger.store.BulkStatements;
import subscriptionledger.store.BulkTable.BulkColumn;
import subscriptionledger.store.LedgerTransaction;

/**
 * The numbers of subscriptions and unsubscriptions over time, from the sums by minute and by hour.
 *
 * <p>A period may begin and end at any minute, because some days do: some time zones are not whole
 * hours from UTC. A query then adds up minutes at both ends and hours in between. Offsets have been
 * whole minutes since 1972, and no event is older than 2010.
 */
public final class Activities {
  private static final String IN_PART =
      "t.app = ? AND t.width = ? AND t.began_at >= k.part_from AND t.began_at < k.part_to";

  private final BulkStatements bulk;

  public Activities(LedgerTransaction ledger) {
    this.bulk = ledger.bulk();
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
  }

  /** Returns the sums of all periods in which there was activity, in no particular order. */
  public List<Activity> activity(StatisticsQuery query) {
    List<Object> parameters = new ArrayList<>();
    String hours = parts(ActivitySums.HOUR, hours(query), query, parameters);
    String minutes = parts(ActivitySums.MINUTE, minutes(query), query, parameters);
    List<Activity> sums = new ArrayList<>();
    bulk.query(
        String.format(
            Locale.ROOT,
            """
            SELECT p.beginning, p.kind, p.platform, p.initiative, SUM(p.entries)
            FROM (%s UNION ALL %s) p
            WHERE p.kind IS NOT NULL
            GROUP BY p.beginning, p.kind, p.platform, p.initiative""",
            hours,
            minutes),
        parameters,
        row ->
            sums.add(
                new Activity(
                    Instant.ofEpochMilli(row.getLong(1)),
                    Kind.valueOf(row.getString(2)),
                    row.getString(3),
                    Initiative.valueOf(row.getString(4)),
                    row.getLong(5))));
    return sums;
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
    return Math.floorDiv(instant, ActivitySums.HOUR) * ActivitySums.HOUR;
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
}
