package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Source;
import subscriptionledger.store.QuarantineRow;
import subscriptionledger.store.QuarantineRow.Decision;

/** Deliveries that were not understood: kept, and decided on once. */
interface QuarantineContract extends LedgerFixture {
  @Test
  default void keepsADeliveryThatIsNotUnderstood() {
    Delivery delivery =
        new Delivery(
            app(), T0, "a=b", new byte[] {0, -1}, Interpretation.notUnderstood(null, "Why."));

    List<Receipt> receipts = writer().write(List.of(delivery));

    assertThat(receipts).extracting(LedgerFixture::told).containsExactly("QUARANTINED 0");
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
                            .setParameter("app", app())
                            .getResultList()))
        .hasSize(1)
        .first()
        .isEqualTo(new Object[] {"Why.", new byte[] {0, -1}});
  }

  @Test
  default void aDeliveryInQuarantineIsEitherDiscardedOrRecordedWhoeverDecidesAtTheSameMoment()
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
                    () -> together(start, () -> database().decide(app(), number, discard)),
                    () -> together(start, () -> database().decide(app(), number, discard))));

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
  default void aReplayOfWhatHasBeenDecidedOrRemovedRecordsNothing() {
    long number = quarantined();
    List<Long> before = deliveries();

    assertThat(writer().write(List.of(replay(number, "jared"), replay(number, "leckie"))))
        .extracting(LedgerFixture::told)
        .containsExactly("RECORDED 1", "Decided[]");
    assertThat(deliveries()).hasSize(before.size() + 1);
    purgeDecided(Instant.now().plusSeconds(60));
    assertThat(writer().write(List.of(replay(number, "penn"))))
        .extracting(LedgerFixture::told)
        .containsExactly("Decided[]");

    assertThat(entries()).extracting(entry -> entry.event().subscriber()).containsExactly("jared");
    assertThat(deliveries()).containsExactly(number + 1);
    writer().write(List.of(delivery(unsubscribed(T0, "ann"))));
    assertThat(deliveries()).containsExactly(number + 1, number + 2);
  }

  @Test
  default void aReplayThatIsRolledBackLeavesTheDeliveryWaiting() {
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
        app(),
        T0,
        null,
        new byte[] {1},
        Interpretation.understood("c", unsubscribed(T0, subscriber)),
        Source.CALLBACK,
        new Delivery.ReplayRequest(number, "me"));
  }

  private boolean recorded(Delivery delivery) {
    return writer().write(List.of(delivery)).stream()
        .map(LedgerFixture::told)
        .anyMatch("RECORDED 1"::equals);
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
                    .setParameter("app", app())
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
}
