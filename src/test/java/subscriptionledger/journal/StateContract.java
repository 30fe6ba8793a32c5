package subscriptionledger.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import subscriptionledger.feed.Follower;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Events;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.states.StateFollower;
import subscriptionledger.store.AccountRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.SubscriptionRow;

/** The stored states, which are those that the entries give. */
interface StateContract extends LedgerFixture {
  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  default void p4EndsInTheSameStateForAnyOrderAndAnyRepetition(
      @ForAll("notices") List<Notice> notices, @ForAll Random random) {
    List<Notice> shuffled = new ArrayList<>(notices);
    notices.stream().filter(notice -> random.nextBoolean()).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);

    assertThat(stateAfter(notices, random)).isEqualTo(pureState(notices));
    assertThat(stateAfter(shuffled, random)).isEqualTo(pureState(notices));
  }

  @Provide
  default Arbitrary<List<Notice>> notices() {
    return Events.notices().list().ofMinSize(1).ofMaxSize(12);
  }

  /** The stored states after the notices, delivered to an empty ledger in groups of random size. */
  private Map<Object, Object> stateAfter(List<Notice> notices, Random random) {
    database().clear();
    database().begin(Events.APP);
    List<Delivery> left =
        new ArrayList<>(
            notices.stream().map(notice -> LedgerFixture.delivery(Events.APP, notice)).toList());
    while (!left.isEmpty()) {
      List<Delivery> group = left.subList(0, 1 + random.nextInt(left.size()));
      writer().write(List.copyOf(group));
      if (random.nextBoolean()) {
        database().step(inStepsOf(1 + random.nextInt(5)), Events.APP);
      }
      group.clear();
    }
    database().follow(inStepsOf(1 + random.nextInt(5)), Events.APP);
    List<Object> kept = rows();
    database().rebuild(inStepsOf(1 + random.nextInt(5)), Events.APP);
    assertThat(rows()).usingRecursiveComparison().isEqualTo(kept);
    return database().inTransaction(entityManager -> storedState(entityManager, Events.APP));
  }

  private static Follower inStepsOf(int entries) {
    return new StateFollower() {
      @Override
      public long follow(LedgerTransaction ledger, long app, long position, long end) {
        return super.follow(ledger, app, position, Math.min(end, position + entries));
      }
    };
  }

  /** All that is kept of the entries. */
  private List<Object> rows() {
    return database()
        .inTransaction(
            entityManager ->
                Stream.of(
                        "AccountRow r ORDER BY r.account",
                        "SubscriptionRow r ORDER BY r.account, r.subscriber",
                        "HistoryRow r ORDER BY r.sequence")
                    .flatMap(
                        rows ->
                            entityManager
                                .createQuery("SELECT r FROM " + rows, Object.class)
                                .getResultStream())
                    .toList());
  }

  private static Map<Object, Object> storedState(EntityManager entityManager, long app) {
    Map<Object, Object> state = new HashMap<>();
    Map<String, SubscriptionState> destroyed = new HashMap<>();
    for (AccountRow row : LedgerFixture.rows(entityManager, AccountRow.class, app)) {
      String account = row.id().account();
      state.put(account, row.state());
      state.put(account + " count", row.subscriberCount());
      destroyed.put(
          account,
          SubscriptionState.accountDestroyed(Optional.ofNullable(row.state().destroyedAt())));
    }
    for (SubscriptionRow row : LedgerFixture.rows(entityManager, SubscriptionRow.class, app)) {
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
}
