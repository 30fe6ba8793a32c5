package subscriptionledger.statistics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import subscriptionledger.http.Interval;
import subscriptionledger.http.Times;
import subscriptionledger.ledger.Activity;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Kind;
import subscriptionledger.statistics.Activities.StatisticsQuery;
import subscriptionledger.statistics.StatisticsPayload.Bucket;
import subscriptionledger.statistics.StatisticsPayload.Count;
import subscriptionledger.statistics.StatisticsPayload.PlatformCount;
import subscriptionledger.store.TransactionEntityManager;

/** Computes the buckets of the statistics, including those without activity. */
@ApplicationScoped
public class Statistics {
  private static final String UNKNOWN_PLATFORM = "Unknown";

  @Inject private TransactionEntityManager transaction;

  @Transactional
  public StatisticsPayload of(StatisticsQuery query, ZoneId zone, Interval interval, long head) {
    Map<Instant, List<Activity>> byBucket =
        new Activities(transaction.ledger())
            .activity(query).stream().collect(Collectors.groupingBy(Activity::from));
    List<Instant> bounds = query.bounds();
    int last = bounds.size() - 1;
    return new StatisticsPayload(
        Times.format(bounds.get(0), zone),
        Times.format(bounds.get(last), zone),
        zone.getId(),
        interval.toString(),
        bounds.subList(0, last).stream()
            .map(from -> bucket(Times.format(from, zone), byBucket.getOrDefault(from, List.of())))
            .toList(),
        head);
  }

  private static Bucket bucket(String from, List<Activity> activity) {
    Count subscribed = count(activity, Kind.SUBSCRIBED);
    Count unsubscribed = count(activity, Kind.UNSUBSCRIBED);
    return new Bucket(
        from,
        subscribed,
        unsubscribed,
        subscribed.total() - unsubscribed.total(),
        platforms(activity));
  }

  private static Count count(List<Activity> activity, Kind kind) {
    return new Count(
        sum(activity, one -> one.kind() == kind),
        sum(activity, one -> one.kind() == kind && one.initiative() == Initiative.SELF_SERVICE),
        sum(activity, one -> one.kind() == kind && one.initiative() == Initiative.ADMINISTRATIVE));
  }

  private static Map<String, PlatformCount> platforms(List<Activity> activity) {
    return activity.stream()
        .collect(
            Collectors.groupingBy(
                one -> one.platform().isEmpty() ? UNKNOWN_PLATFORM : one.platform(),
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), Statistics::platformCount)));
  }

  private static PlatformCount platformCount(List<Activity> activity) {
    return new PlatformCount(
        sum(activity, one -> one.kind() == Kind.SUBSCRIBED),
        sum(activity, one -> one.kind() == Kind.UNSUBSCRIBED));
  }

  private static long sum(List<Activity> activity, Predicate<Activity> counted) {
    return activity.stream().filter(counted).mapToLong(Activity::entries).sum();
  }
}
