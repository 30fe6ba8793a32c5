package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;

/** How deliveries are recorded: once, without a gap, whole, and in the order of time. */
interface RecordingContract extends LedgerFixture {
  @Test
  default void p2RecordsEachSubscriberOnceHoweverOftenTheyAreDelivered() {
    Delivery delivery = delivery(unsubscribed(T0, "jared", "leckie", "jared"));

    List<Receipt> inOneGroup = writer().write(List.of(delivery, delivery));
    List<Receipt> later = writer().write(List.of(delivery));

    assertThat(inOneGroup)
        .extracting(LedgerFixture::told)
        .containsExactly("RECORDED 2", "DUPLICATE 0");
    assertThat(later).extracting(LedgerFixture::told).containsExactly("DUPLICATE 0");
    assertThat(entries())
        .extracting(entry -> entry.event().subscriber())
        .containsExactly("jared", "leckie");
  }

  @Test
  default void p2RecordsWhatIsNewInAListThatIsPartlyKnown() {
    writer().write(List.of(delivery(unsubscribed(T0, "jared"))));

    List<Receipt> receipts = writer().write(List.of(delivery(unsubscribed(T0, "jared", "leckie"))));

    assertThat(receipts).extracting(LedgerFixture::told).containsExactly("RECORDED 1");
  }

  @Test
  default void p3NumbersWithoutAGapUnderConcurrentWriters() throws Exception {
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
  default void p3LeavesNoGapBehindATransactionThatFailed() {
    Delivery good = delivery(unsubscribed(T0, "jared"));

    assertThatThrownBy(() -> writer().write(List.of(good, poison()))).isNotNull();
    writer().write(List.of(good));

    assertThat(entries().stream().map(Entry::sequence)).containsExactly(1L);
  }

  @Test
  default void refusesAPoisonousDeliveryAloneAndRecordsItsNeighbours() {
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

  /** EclipseLink would ask again, twice, after five seconds each. */
  @Test
  default void asksNoQuestionAgainThatHasFailed() {
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
  default void keepsIdsAsLongAndAsOddAsTheyMayBe() {
    String longest = "😀".repeat(255);
    String odd = "@TOA#_/%?&'\"\\\t 名前 Ω";

    writer().write(List.of(delivery(unsubscribed(T0, longest, odd))));

    assertThat(entries())
        .extracting(entry -> entry.event().subscriber())
        .containsExactly(longest, odd);
  }

  /** As many as a body of 256 KiB holds. */
  @Test
  default void recordsTheLongestListThatABodyCanHold() {
    String[] subscribers =
        IntStream.range(0, 8_000).mapToObj(i -> "user-" + i).toArray(String[]::new);

    List<Receipt> receipts = writer().write(List.of(delivery(unsubscribed(T0, subscribers))));

    assertThat(receipts).extracting(LedgerFixture::told).containsExactly("RECORDED 8000");
    assertThat(entries()).hasSize(8_000);
  }

  @Test
  default void neverDatesAnEntryBeforeAnEarlierOne() {
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
  default void whatWasKnownAtAnInstantStaysTheSame() throws Exception {
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
    database().settle(app(), known);
    return entries().stream().filter(entry -> !entry.recordedAt().isAfter(known)).count();
  }

  private GroupCommit groupCommit(Executor executor) {
    return new GroupCommit(
        writer(), executor, new GroupCommit.Limits(10_000, 256, 4_096, Duration.ofMinutes(2)));
  }
}
