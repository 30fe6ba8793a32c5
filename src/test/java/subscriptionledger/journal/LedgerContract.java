package subscriptionledger.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.ledger.Activity;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Events;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.Activities;
import subscriptionledger.store.EntryRow;
import subscriptionledger.store.LocalDatabase;
import subscriptionledger.store.QuarantineRow;
import subscriptionledger.store.QuarantineRow.Decision;
import subscriptionledger.store.SubscriptionRow;

/** What the ledger promises on every database; each has a test class of a dozen lines. */
abstract class LedgerContract {
  private static final AtomicLong NEXT_APP = new AtomicLong(1);
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  /** Each test has an app of its own. */
  private long app;

  abstract LocalDatabase database();

  private GroupWriter writer() {
    return new LocalWriter(database());
  }

  @BeforeEach
  void beginLedger() {
    app = NEXT_APP.getAndIncrement();
    database().begin(app);
  }

  @Test
  void p2RecordsEachSubscriberOnceHoweverOftenTheyAreDelivered() {
    Delivery delivery = delivery(unsubscribed(T0, "jared", "leckie", "jared"));

    List<Receipt> inOneGroup = writer().write(List.of(delivery, delivery));
    List<Receipt> later = writer().write(List.of(delivery));

    assertThat(inOneGroup).containsExactly(new Receipt.Recorded(2), new Receipt.Duplicate());
    assertThat(later).containsExactly(new Receipt.Duplicate());
    assertThat(entries())
        .extracting(entry -> entry.event().subscriber())
        .containsExactly("jared", "leckie");
  }

  @Test
  void p2RecordsWhatIsNewInAListThatIsPartlyKnown() {
    writer().write(List.of(delivery(unsubscribed(T0, "jared"))));

    List<Receipt> receipts = writer().write(List.of(delivery(unsubscribed(T0, "jared", "leckie"))));

    assertThat(receipts).containsExactly(new Receipt.Recorded(1));
  }

  @Test
  void p3NumbersWithoutAGapUnderConcurrentWriters() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      GroupCommit groupCommit = groupCommit(executor);
      List<CompletableFuture<Receipt>> receipts =
          IntStream.range(0, 64 * 50)
              .mapToObj(i -> delivery(unsubscribed(T0.plusMillis(i % 50), "jared", "leckie")))
              .map(delivery -> groupCommit.append(delivery, "request"))
              .toList();
      CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new)).join();

      assertThat(receipts.stream().map(CompletableFuture::join))
          .noneMatch(receipt -> receipt instanceof Receipt.Refused);
      assertThat(entries().stream().map(Entry::sequence))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void p3LeavesNoGapBehindATransactionThatFailed() {
    Delivery good = delivery(unsubscribed(T0, "jared"));

    assertThatThrownBy(() -> writer().write(List.of(good, poison()))).isNotNull();
    writer().write(List.of(good));

    assertThat(entries().stream().map(Entry::sequence)).containsExactly(1L);
  }

  @Test
  void refusesAPoisonousDeliveryAloneAndRecordsItsNeighbours() {
    List<Runnable> waiting = new ArrayList<>();
    GroupCommit groupCommit = groupCommit(waiting::add);
    List<Delivery> deliveries =
        new ArrayList<>(
            IntStream.range(0, 10)
                .mapToObj(i -> delivery(unsubscribed(T0.plusMillis(i), "jared")))
                .toList());
    deliveries.add(6, poison());

    List<CompletableFuture<Receipt>> receipts =
        deliveries.stream().map(delivery -> groupCommit.append(delivery, "request")).toList();
    waiting.forEach(Runnable::run);

    assertThat(receipts.get(6)).isCompletedWithValue(new Receipt.Refused(Receipt.Reason.FAILED));
    assertThat(entries().stream().map(Entry::sequence))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void p4EndsInTheSameStateForAnyOrderAndAnyRepetition(
      @ForAll("notices") List<Notice> notices, @ForAll Random random) {
    List<Notice> shuffled = new ArrayList<>(notices);
    notices.stream().filter(notice -> random.nextBoolean()).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);

    assertThat(stateAfter(notices, random)).isEqualTo(pureState(notices));
    assertThat(stateAfter(shuffled, random)).isEqualTo(pureState(notices));
  }

  @Provide
  Arbitrary<List<Notice>> notices() {
    return Events.notices().list().ofMinSize(1).ofMaxSize(12);
  }

  /** EclipseLink would ask again, twice, after five seconds each. */
  @Test
  void asksNoQuestionAgainThatHasFailed() {
    assertTimeout(
        Duration.ofSeconds(4),
        () ->
            assertThatThrownBy(
                    () ->
                        database()
                            .inTransaction(
                                entityManager ->
                                    entityManager
                                        .createNativeQuery("SELECT 1 / 0 FROM app_head")
                                        .getResultList()))
                .isInstanceOf(PersistenceException.class));
  }

  @Test
  void countsActivityTheSameHoweverMuchOfItIsSummedUp() {
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

    assertThat(counted(60_000)).containsExactlyInAnyOrderElementsOf(byMinute);
    while (sumUp(1, 2) > 0) {
      assertThat(counted(60_000)).containsExactlyInAnyOrderElementsOf(byMinute);
      assertThat(counted(3_600_000)).containsExactlyInAnyOrderElementsOf(byHour);
    }
    writer().write(List.of(delivery(unsubscribed(T0.plusSeconds(1), "jared"))));

    assertThat(sumUp(2, 100)).isZero();
    assertThat(counted(3_600_000)).containsExactly(activity(T0, 6));
    assertThat(sumUp(1, 100)).isOne();
    assertThat(counted(3_600_000)).containsExactly(activity(T0, 6));
  }

  /**
   * UPPER of H2 goes by the language of the server, and in Turkish the capital of i is İ; numbers
   * have other digits in Arabic and Persian.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG", "fa-IR"})
  void countsAnAdministratorsWorkAsSuchInWhateverLanguage(String language) {
    Origin origin = new Origin("jared", "restapi", null);
    Notice notice =
        new Notice.Unsubscribed(
            new Notice.NoticeHeader(app, "@TOA#a", origin, T0), List.of("jared"));
    writer().write(List.of(delivery(notice)));
    List<Activity> expected =
        List.of(new Activity(T0, Kind.UNSUBSCRIBED, "restapi", Initiative.ADMINISTRATIVE, 1));
    Locale before = Locale.getDefault();

    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      assertThat(counted(60_000)).isEqualTo(expected);
      assertThat(sumUp(1, 1)).isOne();
      assertThat(counted(60_000)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void countsActivityTheSameWhileItIsSummedUp() throws Exception {
    int entries = 300;
    writer()
        .write(
            IntStream.range(0, entries)
                .mapToObj(i -> delivery(unsubscribed(T0, "user-" + i)))
                .toList());
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<?> summing =
          executor.submit(
              () -> {
                while (sumUp(1, 1) > 0) {}
              });
      while (!summing.isDone()) {
        assertThat(counted(60_000)).containsExactly(activity(T0, entries));
      }
      summing.get();
    } finally {
      executor.shutdownNow();
    }
    assertThat(counted(60_000)).containsExactly(activity(T0, entries));
  }

  /** Stretches of whatever length and beginning, as days have in some time zones. */
  @Test
  void countsActivityBetweenAnyMinutes() {
    Random random = new Random(20260101);
    for (int round = 0; round < 20; round++) {
      app = NEXT_APP.getAndIncrement();
      database().begin(app);
      List<Instant> events =
          Stream.generate(() -> T0.plusMillis(random.nextInt(5 * 86_400_000))).limit(60).toList();
      writer().write(events.stream().map(event -> delivery(unsubscribed(event, "jared"))).toList());
      sumUp(1, 1 + random.nextInt(60));
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
    Activities.StatisticsQuery query = new Activities.StatisticsQuery(app, bounds, account);
    return database()
        .inTransaction(entityManager -> database().activities(entityManager).activity(query));
  }

  private long sumUp(long atLeast, long atMost) {
    return database()
        .inTransaction(
            entityManager -> database().activities(entityManager).sumUp(app, atLeast, atMost));
  }

  private static Activity activity(Instant from, long entries) {
    return new Activity(from, Kind.UNSUBSCRIBED, "", Initiative.ADMINISTRATIVE, entries);
  }

  @Test
  void keepsADeliveryThatIsNotUnderstood() {
    Delivery delivery =
        new Delivery(
            app, null, T0, "a=b", new byte[] {0, -1}, new Interpretation.NotUnderstood("Why."));

    List<Receipt> receipts = writer().write(List.of(delivery));

    assertThat(receipts).containsExactly(new Receipt.Quarantined("Why.", 0));
    assertThat(entries()).isEmpty();
    assertThat(
            database()
                .<List<?>>inTransaction(
                    entityManager ->
                        entityManager
                            .createQuery(
                                "SELECT q.reason, d.body FROM QuarantineRow q, DeliveryRow d"
                                    + " WHERE q.app = :app AND d.app = q.app"
                                    + " AND d.number = q.number")
                            .setParameter("app", app)
                            .getResultList()))
        .hasSize(1)
        .first()
        .isEqualTo(new Object[] {"Why.", new byte[] {0, -1}});
  }

  @Test
  void aDeliveryInQuarantineIsEitherDiscardedOrRecordedWhoeverDecidesAtTheSameMoment()
      throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      for (int round = 1; round <= 40; round++) {
        long number = quarantined();
        Delivery replay = replay(number, "round-" + round);
        Decision discard = new Decision(QuarantineRow.DecisionType.DISCARDED, "another", T0);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<Boolean>> decisions =
            executor.invokeAll(
                List.<Callable<Boolean>>of(
                    () -> together(start, () -> recorded(replay)),
                    () -> together(start, () -> recorded(replay)),
                    () -> together(start, () -> database().decide(app, number, discard)),
                    () -> together(start, () -> database().decide(app, number, discard))));

        List<Boolean> holds = new ArrayList<>();
        for (Future<Boolean> decision : decisions) {
          holds.add(decision.get());
        }
        assertThat(holds).containsOnlyOnce(true);
        boolean replayed = holds.indexOf(true) < 2;
        assertThat(decision(number))
            .isEqualTo(
                replayed
                    ? QuarantineRow.DecisionType.REPLAYED
                    : QuarantineRow.DecisionType.DISCARDED);
        assertThat(entriesOf("round-" + round)).hasSize(replayed ? 1 : 0);
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(entries().stream().map(Entry::sequence))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, entries().size()).boxed().toList());
  }

  @Test
  void aReplayOfWhatHasBeenDecidedOrRemovedRecordsNothing() {
    long number = quarantined();
    List<Long> before = deliveries();

    assertThat(writer().write(List.of(replay(number, "jared"), replay(number, "leckie"))))
        .containsExactly(new Receipt.Recorded(1), new Receipt.Decided());
    assertThat(deliveries()).hasSize(before.size() + 1);
    purgeDecided(Instant.now().plusSeconds(60));
    assertThat(writer().write(List.of(replay(number, "penn"))))
        .containsExactly(new Receipt.Decided());

    assertThat(entries()).extracting(entry -> entry.event().subscriber()).containsExactly("jared");
    assertThat(deliveries()).containsExactly(number + 1);
    writer().write(List.of(delivery(unsubscribed(T0, "ann"))));
    assertThat(deliveries()).containsExactly(number + 1, number + 2);
  }

  @Test
  void aReplayThatIsRolledBackLeavesTheDeliveryWaiting() {
    long number = quarantined();

    assertThatThrownBy(() -> writer().write(List.of(replay(number, "jared"), poison())))
        .isNotNull();

    assertThat(decision(number)).isNull();
    assertThat(recorded(replay(number, "jared"))).isTrue();
  }

  private long quarantined() {
    writer().write(List.of(notUnderstood(T0)));
    List<Long> numbers = deliveries();
    return numbers.get(numbers.size() - 1);
  }

  private Delivery replay(long number, String subscriber) {
    return new Delivery(
        app,
        "c",
        T0,
        null,
        new byte[] {1},
        new Interpretation.Understood(unsubscribed(T0, subscriber)),
        new Delivery.ReplayRequest(number, "me"));
  }

  private boolean recorded(Delivery delivery) {
    return writer().write(List.of(delivery)).contains(new Receipt.Recorded(1));
  }

  private static boolean together(CyclicBarrier start, BooleanSupplier action) throws Exception {
    start.await();
    return action.getAsBoolean();
  }

  private QuarantineRow.@Nullable DecisionType decision(long number) {
    return database()
        .inTransaction(
            entityManager ->
                entityManager
                    .createQuery(
                        "SELECT q FROM QuarantineRow q WHERE q.app = :app AND q.number = :number",
                        QuarantineRow.class)
                    .setParameter("app", app)
                    .setParameter("number", number)
                    .getSingleResult()
                    .decision())
        .map(Decision::type)
        .orElse(null);
  }

  private List<Entry> entriesOf(String subscriber) {
    return entries().stream()
        .filter(entry -> subscriber.equals(entry.event().subscriber()))
        .toList();
  }

  @Test
  void p5KeepsEntriesWhenTheirDeliveriesAreRemoved() {
    writer()
        .write(
            List.of(
                receivedAt(T0, unsubscribed(T0, "jared")),
                receivedAt(T0.plusSeconds(1), unsubscribed(T0, "jared")),
                notUnderstood(T0.plusSeconds(2)),
                receivedAt(T0.plusSeconds(3), unsubscribed(T0, "leckie")),
                receivedAt(T0.plusSeconds(4), unsubscribed(T0, "penn"))));

    assertThat(oldest()).contains(T0);
    assertThat(purge(T0, 100)).isZero();
    assertThat(purge(T0.plusSeconds(4), 3)).isEqualTo(3);
    assertThat(oldest()).contains(T0.plusSeconds(3));
    assertThat(purge(T0.plusSeconds(4), 3)).isOne();
    assertThat(purge(T0.plusSeconds(4), 3)).isZero();

    // What nobody has decided on stays, however old it is.
    assertThat(deliveries()).containsExactly(3L, 5L);
    assertThat(entries()).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
    decide(3, T0.plusSeconds(10));
    purgeDecided(T0.plusSeconds(10));
    assertThat(deliveries()).containsExactly(3L, 5L);
    purgeDecided(T0.plusSeconds(11));
    assertThat(deliveries()).containsExactly(5L);
    writer().write(List.of(receivedAt(T0.plusSeconds(5), unsubscribed(T0, "ann"))));
    assertThat(deliveries()).containsExactly(5L, 6L);
  }

  private Delivery receivedAt(Instant at, Notice notice) {
    return new Delivery(app, "c", at, null, new byte[] {1}, new Interpretation.Understood(notice));
  }

  private Delivery notUnderstood(Instant at) {
    return new Delivery(
        app, null, at, null, new byte[] {1}, new Interpretation.NotUnderstood("Why."));
  }

  private Optional<Instant> oldest() {
    return database().inTransaction(entityManager -> database().purge(entityManager).oldest(app));
  }

  private long purge(Instant before, long atMost) {
    return database()
        .inTransaction(entityManager -> database().purge(entityManager).purge(app, before, atMost));
  }

  private void purgeDecided(Instant before) {
    database()
        .inTransaction(
            entityManager -> {
              database().purge(entityManager).purgeDecided(app, before);
              return app;
            });
  }

  private void decide(long number, Instant at) {
    database()
        .inTransaction(
            entityManager ->
                entityManager
                    .createQuery(
                        "UPDATE QuarantineRow q SET q.decision = :decision, q.decidedBy = 'me',"
                            + " q.decidedAt = :at WHERE q.app = :app AND q.number = :number")
                    .setParameter("decision", QuarantineRow.DecisionType.DISCARDED)
                    .setParameter("at", at.toEpochMilli())
                    .setParameter("app", app)
                    .setParameter("number", number)
                    .executeUpdate());
  }

  private List<Long> deliveries() {
    return database()
        .inTransaction(
            entityManager ->
                entityManager
                    .createQuery(
                        "SELECT d.number FROM DeliveryRow d WHERE d.app = :app ORDER BY d.number",
                        Long.class)
                    .setParameter("app", app)
                    .getResultList());
  }

  @Test
  void keepsIdsAsLongAndAsOddAsTheyMayBe() {
    String longest = "😀".repeat(255);
    String odd = "@TOA#_/%?&'\"\\\t 名前 Ω";

    writer().write(List.of(delivery(unsubscribed(T0, longest, odd))));

    assertThat(entries())
        .extracting(entry -> entry.event().subscriber())
        .containsExactly(longest, odd);
  }

  /** As many as a body of 256 KiB holds. */
  @Test
  void recordsTheLongestListThatABodyCanHold() {
    String[] subscribers =
        IntStream.range(0, 8_000).mapToObj(i -> "user-" + i).toArray(String[]::new);

    List<Receipt> receipts = writer().write(List.of(delivery(unsubscribed(T0, subscribers))));

    assertThat(receipts).containsExactly(new Receipt.Recorded(8_000));
    assertThat(entries()).hasSize(8_000);
  }

  @Test
  void neverDatesAnEntryBeforeAnEarlierOne() {
    writer().write(List.of(delivery(unsubscribed(T0, "jared"))));
    Instant anHourAgo = Instant.now().minusSeconds(3600);
    database()
        .inTransaction(
            entityManager ->
                new GroupRecorder(database().ledger(entityManager), anHourAgo)
                    .record(List.of(delivery(unsubscribed(T0, "leckie")))));

    List<Entry> entries = entries();
    assertThat(entries.get(1).recordedAt()).isEqualTo(entries.get(0).recordedAt());
  }

  /** A group has its time before it is committed, and a node's clock may be behind. */
  @Test
  void whatWasKnownAtAnInstantStaysTheSame() throws Exception {
    Instant known = Instant.now();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Long> answer =
          database()
              .inTransaction(
                  entityManager -> {
                    new GroupRecorder(database().ledger(entityManager), known.minusMillis(10))
                        .record(List.of(delivery(unsubscribed(T0, "jared"))));
                    return executor.submit(() -> countKnownAt(known));
                  });

      assertThat(answer.get()).isEqualTo(countKnownAt(known)).isEqualTo(1);
    } finally {
      executor.shutdownNow();
    }

    database()
        .inTransaction(
            entityManager ->
                new GroupRecorder(database().ledger(entityManager), known.minusMillis(10))
                    .record(List.of(delivery(unsubscribed(T0, "leckie")))));
    assertThat(countKnownAt(known)).isEqualTo(1);
    assertThat(entries()).hasSize(2);
  }

  private long countKnownAt(Instant known) {
    database().settle(app, known);
    return entries().stream().filter(entry -> !entry.recordedAt().isAfter(known)).count();
  }

  private GroupCommit groupCommit(Executor executor) {
    return new GroupCommit(
        writer(), executor, new GroupCommit.Limits(10_000, 256, 4_096, Duration.ofMinutes(2)));
  }

  /** No database takes a command of that length. */
  private Delivery poison() {
    return new Delivery(
        app, "x".repeat(1_000), T0, null, new byte[0], new Interpretation.NotUnderstood("Poison."));
  }

  private Delivery delivery(Notice notice) {
    return delivery(app, notice);
  }

  private static Delivery delivery(long app, Notice notice) {
    return new Delivery(
        app,
        "OfficialAccount.CallbackAfterDeleteSubscriber",
        T0,
        null,
        new byte[] {'{', '}'},
        new Interpretation.Understood(notice));
  }

  private Notice unsubscribed(Instant at, String... subscribers) {
    return new Notice.Unsubscribed(
        new Notice.NoticeHeader(app, "@TOA#a", Origin.UNKNOWN, at), List.of(subscribers));
  }

  private List<Entry> entries() {
    return database()
        .inTransaction(
            entityManager ->
                rows(entityManager, EntryRow.class, app).stream()
                    .map(EntryRow::toEntry)
                    .sorted(Comparator.comparing(Entry::sequence))
                    .toList());
  }

  /** The stored states after the notices, delivered to an empty ledger in groups of random size. */
  private Map<Object, Object> stateAfter(List<Notice> notices, Random random) {
    database().clear();
    database().begin(Events.APP);
    List<Delivery> left =
        new ArrayList<>(notices.stream().map(notice -> delivery(Events.APP, notice)).toList());
    while (!left.isEmpty()) {
      List<Delivery> group = left.subList(0, 1 + random.nextInt(left.size()));
      writer().write(List.copyOf(group));
      group.clear();
    }
    return database().inTransaction(entityManager -> storedState(entityManager, Events.APP));
  }

  private static Map<Object, Object> storedState(EntityManager entityManager, long app) {
    Map<Object, Object> state = new HashMap<>();
    Map<String, SubscriptionState> destroyed = new HashMap<>();
    for (AccountRow row : rows(entityManager, AccountRow.class, app)) {
      String account = row.id().account();
      state.put(account, row.state());
      state.put(account + " count", row.subscriberCount());
      destroyed.put(
          account,
          SubscriptionState.accountDestroyed(Optional.ofNullable(row.state().destroyedAt())));
    }
    for (SubscriptionRow row : rows(entityManager, SubscriptionRow.class, app)) {
      SubscriptionId id = row.id();
      state.put(
          List.of(id.account(), id.subscriber()),
          row.state().join(requireNonNull(destroyed.get(id.account()))));
    }
    return state;
  }

  private static Map<Object, Object> pureState(List<Notice> notices) {
    Map<String, List<Event>> byAccount =
        notices.stream()
            .map(Notice::events)
            .flatMap(Collection::stream)
            .collect(Collectors.groupingBy(Event::account));
    Map<Object, Object> state = new HashMap<>();
    byAccount.forEach(
        (account, events) -> {
          state.put(account, AccountState.of(events));
          long count = 0;
          for (String subscriber :
              events.stream()
                  .flatMap(event -> Stream.ofNullable(event.subscriber()))
                  .distinct()
                  .toList()) {
            SubscriptionState subscription =
                SubscriptionState.of(
                    events.stream()
                        .filter(
                            event ->
                                event.subscriber() == null || event.subscriber().equals(subscriber))
                        .toList());
            state.put(List.of(account, subscriber), subscription);
            count += subscription.isSubscribed() ? 1 : 0;
          }
          state.put(account + " count", count);
        });
    return state;
  }

  private static <T> List<T> rows(EntityManager entityManager, Class<T> type, long app) {
    return entityManager
        .createQuery("SELECT r FROM " + type.getSimpleName() + " r WHERE r.app = :app", type)
        .setParameter("app", app)
        .getResultList();
  }
}
