package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.ledger.Activity;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;
import subscriptionledger.statistics.Activities;
import subscriptionledger.statistics.ActivitySums;
import subscriptionledger.store.LedgerTransaction;

/** Counts of activity, which are the same however entries are summed up. */
interface ActivityContract extends LedgerFixture {
  @Test
  default void countsActivityTheSameHoweverMuchOfItIsSummedUp() {
    writer()
        .write(
            List.of(
                delivery(unsubscribed(T0, "jared", "leckie", "penn")),
                delivery(unsubscribed(T0.plusSeconds(59), "jared")),
                delivery(unsubscribed(T0.plusSeconds(60), "jared")),
                delivery(unsubscribed(T0.minusMillis(1), "jared")),
                delivery(unsubscribed(T0.plusSeconds(3_600), "jared"))));
    List<Activity> byMinute = List.of(activity(T0, 4), activity(T0.plusSeconds(60), 1));
    List<Activity> byHour = List.of(activity(T0, 5));

    sumUp(2);
    assertThat(counted(60_000)).containsExactlyInAnyOrderElementsOf(byMinute);
    assertThat(counted(3_600_000)).containsExactlyInAnyOrderElementsOf(byHour);

    writer().write(List.of(delivery(unsubscribed(T0.plusSeconds(1), "jared"))));
    assertThat(counted(3_600_000)).containsExactlyInAnyOrderElementsOf(byHour);
    sumUp(100);
    assertThat(counted(3_600_000)).containsExactly(activity(T0, 6));
    sumUp(100);
    assertThat(counted(3_600_000)).containsExactly(activity(T0, 6));
  }

  @Test
  default void countsActivityTheSameWhenItIsRebuilt() {
    writer().write(List.of(delivery(unsubscribed(T0, "jared", "leckie"))));
    sumUp(1);

    database().rebuild(new ActivitySums(), app());

    assertThat(counted(60_000)).containsExactly(activity(T0, 2));
  }

  /**
   * UPPER of H2 goes by the language of the server, and in Turkish the capital of i is İ; numbers
   * have other digits in Arabic and Persian.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG", "fa-IR"})
  default void countsAnAdministratorsWorkAsSuchInWhateverLanguage(String language) {
    Origin origin = new Origin("jared", "restapi", null);
    Notice notice =
        new Notice.Unsubscribed(
            new Notice.NoticeHeader(app(), "@TOA#a", origin, T0), List.of("jared"));
    writer().write(List.of(delivery(notice)));
    List<Activity> expected =
        List.of(new Activity(T0, Kind.UNSUBSCRIBED, "restapi", Initiative.ADMINISTRATIVE, 1));
    Locale before = Locale.getDefault();

    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      sumUp(1);
      assertThat(counted(60_000)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  default void countsActivityTheSameIfSeveralSumItUp() throws Exception {
    int entries = 300;
    writer()
        .write(
            IntStream.range(0, entries)
                .mapToObj(i -> delivery(unsubscribed(T0, "user-" + i)))
                .toList());
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<?> summing = executor.submit(() -> sumUp(1));
      sumUp(1);
      summing.get();
    } finally {
      executor.shutdownNow();
    }
    assertThat(counted(60_000)).containsExactly(activity(T0, entries));
  }

  /** Stretches of whatever length and beginning, as days have in some time zones. */
  @Test
  default void countsActivityBetweenAnyMinutes() {
    Random random = new Random(20260101);
    for (int round = 0; round < 20; round++) {
      beginLedger();
      List<Instant> events =
          Stream.generate(() -> T0.plusMillis(random.nextInt(5 * 86_400_000))).limit(60).toList();
      writer().write(events.stream().map(event -> delivery(unsubscribed(event, "jared"))).toList());
      sumUp(1 + random.nextInt(60));
      List<Instant> bounds =
          Stream.generate(() -> T0.plusSeconds(60L * random.nextInt(5 * 1_440)))
              .limit(2 + random.nextInt(20))
              .distinct()
              .sorted()
              .toList();
      List<Activity> expected =
          IntStream.range(0, bounds.size() - 1)
              .mapToObj(
                  i ->
                      activity(
                          bounds.get(i),
                          events.stream()
                              .filter(event -> !event.isBefore(bounds.get(i)))
                              .filter(event -> event.isBefore(bounds.get(i + 1)))
                              .count()))
              .filter(activity -> activity.entries() > 0)
              .toList();

      assertThat(activity(bounds, null))
          .as(bounds + " of " + events)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(activity(bounds, "@TOA#a")).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(activity(bounds, "@TOA#b")).isEmpty();
    }
  }

  /** In the hour from T0 on. */
  private List<Activity> counted(long width) {
    return activity(
        Stream.iterate(T0, bound -> bound.plusMillis(width)).limit(3_600_000 / width + 1).toList(),
        "@TOA#a");
  }

  private List<Activity> activity(List<Instant> bounds, @Nullable String account) {
    Activities.StatisticsQuery query = new Activities.StatisticsQuery(app(), bounds, account);
    return database()
        .inTransaction(
            entityManager -> new Activities(database().ledger(entityManager)).activity(query));
  }

  /** Sums everything up in steps of that many entries. */
  private void sumUp(int atMost) {
    database()
        .follow(
            new ActivitySums() {
              @Override
              public long follow(LedgerTransaction ledger, long app, long position, long end) {
                return super.follow(ledger, app, position, Math.min(end, position + atMost));
              }
            },
            app());
  }

  private static Activity activity(Instant from, long entries) {
    return new Activity(from, Kind.UNSUBSCRIBED, "", Initiative.ADMINISTRATIVE, entries);
  }
}
