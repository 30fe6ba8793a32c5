package subscriptionledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.ledger.Events.T0;
import static subscriptionledger.ledger.Events.about;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** P4: the state is a pure function of the set of events. */
class StateTest {

  @Test
  void isNeverSeenWithoutAnEvent() {
    assertThat(SubscriptionState.of(List.of())).isEqualTo(SubscriptionState.NEVER_SEEN);
  }

  @Test
  void followsWhatHappenedLastNotWhatCameLast() {
    Event left = about("jared", Kind.UNSUBSCRIBED, T0.plusMillis(2));
    Event joinedEarlierToldLater = about("jared", Kind.SUBSCRIBED, T0.plusMillis(1));

    SubscriptionState state = SubscriptionState.of(List.of(left, joinedEarlierToldLater));

    assertThat(state)
        .isEqualTo(new SubscriptionState(SubscriptionStatus.UNSUBSCRIBED, T0.plusMillis(2)));
  }

  @Test
  void letsNobodyBeMessagedWhenInDoubt() {
    Event joined = about("jared", Kind.SUBSCRIBED, T0);
    Event left = about("jared", Kind.UNSUBSCRIBED, T0);
    Event destroyed = about(null, Kind.ACCOUNT_DESTROYED, T0);

    assertThat(SubscriptionState.of(List.of(left, joined)).status())
        .isEqualTo(SubscriptionStatus.UNSUBSCRIBED);
    assertThat(SubscriptionState.of(List.of(destroyed, left, joined)).status())
        .isEqualTo(SubscriptionStatus.ACCOUNT_DESTROYED);
  }

  @Test
  void recordsTheUnsubscriptionOfSomebodyNeverSeen() {
    Event left = about("stranger", Kind.UNSUBSCRIBED, T0);

    assertThat(SubscriptionState.of(List.of(left)).status())
        .isEqualTo(SubscriptionStatus.UNSUBSCRIBED);
  }

  @Test
  void outlivesTheDestructionOfAnAccountWhenTheUserSubscribesAgain() {
    Event destroyed = about(null, Kind.ACCOUNT_DESTROYED, T0);
    Event joined = about("jared", Kind.SUBSCRIBED, T0.plusMillis(1));

    assertThat(SubscriptionState.of(List.of(destroyed, joined)).isSubscribed()).isTrue();
  }

  @Test
  void showsNothingOfAnAccountsPredecessor() {
    AccountDetail old = new AccountDetail("Old", "anna", "Old words", null, null);
    AccountDetail fresh = new AccountDetail("New", "bob", null, null, null);
    Event created = new Event(1, Kind.ACCOUNT_CREATED, "a", null, Origin.UNKNOWN, T0, old);
    Event destroyed =
        new Event(1, Kind.ACCOUNT_DESTROYED, "a", null, Origin.UNKNOWN, T0.plusMillis(1), old);
    Event createdAnew =
        new Event(1, Kind.ACCOUNT_CREATED, "a", null, Origin.UNKNOWN, T0.plusMillis(2), fresh);

    AccountState state = AccountState.of(List.of(created, destroyed, createdAnew));

    assertThat(state.status()).isEqualTo(AccountStatus.ACTIVE);
    assertThat(state.current(state.name())).contains("New");
    assertThat(state.current(state.introduction())).isEmpty();
  }

  @Property
  void isTheSameForAnyOrderAndAnyRepetition(
      @ForAll("notices") List<Notice> notices, @ForAll Random random) {
    List<Event> inOrder = notices.stream().flatMap(notice -> notice.events().stream()).toList();
    List<Event> shuffled = new ArrayList<>(inOrder);
    inOrder.stream().filter(event -> random.nextBoolean()).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);

    assertThat(SubscriptionState.of(shuffled)).isEqualTo(SubscriptionState.of(inOrder));
    assertThat(AccountState.of(shuffled)).isEqualTo(AccountState.of(inOrder));
  }

  @Property
  void isTheSameHoweverTheEventsAreSplit(@ForAll("notices") List<Notice> notices) {
    List<Event> all = notices.stream().flatMap(notice -> notice.events().stream()).toList();
    List<Event> first = all.subList(0, all.size() / 2);
    List<Event> second = all.subList(all.size() / 2, all.size());

    assertThat(SubscriptionState.of(first).join(SubscriptionState.of(second)))
        .isEqualTo(SubscriptionState.of(all));
    assertThat(AccountState.of(first).join(AccountState.of(second)))
        .isEqualTo(AccountState.of(all));
  }

  @Provide
  Arbitrary<List<Notice>> notices() {
    return Events.notices().list().ofMaxSize(12);
  }
}
