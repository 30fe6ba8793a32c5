package subscriptionledger.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subscriptionledger.simulator.Happening.Line;
import subscriptionledger.simulator.LedgerState.Account;
import subscriptionledger.simulator.LedgerState.PropertyValue;
import subscriptionledger.simulator.LedgerState.Subscriber;
import subscriptionledger.simulator.LedgerState.Subscription;

/** The oracle itself is tried: it must see what is wrong, and only that. */
class OracleTest {
  private static final String ACCOUNT = "@TOA#a";
  private static final String DESTROYED = "@TOA#b";
  private static final Subscriber JARED = new Subscriber(ACCOUNT, "jared");
  private static final Subscriber LECKIE = new Subscriber(ACCOUNT, "leckie");

  private final List<Happening> sent =
      new ArrayList<>(
          List.of(
              ofSubscribers("SUBSCRIBED", ACCOUNT, 1_000, "jared", "leckie", "jared"),
              ofSubscribers("UNSUBSCRIBED", ACCOUNT, 2_000, "jared"),
              ofSubscribers("SUBSCRIBED", ACCOUNT, 2_000, "jared"),
              ofAccount("ACCOUNT_CREATED", DESTROYED, 1_000, "name", "B"),
              ofAccount("ACCOUNT_CHANGED", DESTROYED, 1_000, "name", "A"),
              ofSubscribers("SUBSCRIBED", DESTROYED, 3_000, "jared"),
              ofAccount("ACCOUNT_DESTROYED", DESTROYED, 3_000, "owner", "leckie"),
              ofSubscribers("SUBSCRIBED", DESTROYED, 3_001, "leckie")));

  private final List<RecordedEntry> entries =
      new ArrayList<>(
          List.of(
              entry(1, "UNSUBSCRIBED", ACCOUNT, "jared", 2_000),
              entry(2, "SUBSCRIBED", ACCOUNT, "jared", 1_000),
              entry(3, "SUBSCRIBED", ACCOUNT, "leckie", 1_000),
              entry(4, "SUBSCRIBED", ACCOUNT, "jared", 2_000),
              entry(5, "ACCOUNT_CREATED", DESTROYED, 1_000, "name", "B"),
              entry(6, "SUBSCRIBED", DESTROYED, "jared", 3_000),
              entry(7, "ACCOUNT_DESTROYED", DESTROYED, 3_000, "owner", "leckie"),
              entry(8, "SUBSCRIBED", DESTROYED, "leckie", 3_001),
              entry(9, "ACCOUNT_CHANGED", DESTROYED, 1_000, "name", "A")));

  private final Map<Subscriber, Subscription> subscriptions =
      new HashMap<>(
          Map.of(
              JARED,
              new Subscription("UNSUBSCRIBED", 2_000, 1),
              LECKIE,
              new Subscription("SUBSCRIBED", 1_000, 3),
              new Subscriber(DESTROYED, "jared"),
              new Subscription("SUBSCRIBED", 3_000, 6),
              new Subscriber(DESTROYED, "leckie"),
              new Subscription("SUBSCRIBED", 3_001, 8)));

  private final Map<String, Account> accounts =
      new HashMap<>(
          Map.of(
              ACCOUNT,
              new Account(Map.of(), null, null, 2_000L, 1),
              DESTROYED,
              destroyed("B", 3_000L, 1)));

  @Test
  void findsNothingWhereNothingIsWrong() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void seesARowThatIsDeleted() {
    entries.remove(2);

    assertThat(violations())
        .satisfiesExactly(
            violation -> assertThat(violation).startsWith("P3: entry 3 has the number 4"),
            violation -> assertThat(violation).startsWith("P2: acknowledged and not recorded"),
            violation -> assertThat(violation).startsWith("P4: no entry tells of the subscription"),
            violation -> assertThat(violation).startsWith("P4: the account @TOA#a is "));
  }

  @Test
  void seesThatTheLastEntryIsLost() {
    entries.remove(8);

    assertThatTheViolation().startsWith("P2: acknowledged and not recorded").contains("name=A");
  }

  @Test
  void seesAnEntryThatIsDoubled() {
    entries.add(entry(10, "UNSUBSCRIBED", ACCOUNT, "jared", 2_000));

    assertThatTheViolation().startsWith("P2: recorded again: entry 10");
  }

  @Test
  void seesAGap() {
    entries.set(2, entry(13, "SUBSCRIBED", ACCOUNT, "leckie", 1_000));
    subscriptions.put(LECKIE, new Subscription("SUBSCRIBED", 1_000, 13));

    assertThatTheViolation().isEqualTo("P3: entry 3 has the number 13");
  }

  @Test
  void seesWhatWasForged() {
    addUnsubscription(Simulation.FORGED_ACCOUNT);

    assertThatTheViolation().isEqualTo("P6: forged and recorded: entry 10");
  }

  @Test
  void seesWhatWasMalformed() {
    addUnsubscription(Simulation.MALFORMED_ACCOUNT);

    assertThatTheViolation().isEqualTo("P7: malformed and recorded: entry 10");
  }

  @Test
  void seesAnEntryThatNobodySent() {
    sent.remove(7);

    assertThat(new Oracle(entries).sent(sent).violations())
        .containsExactly("P6: recorded and never sent: entry 8");
  }

  @Test
  void seesAWrongSubscription() {
    subscriptions.put(JARED, new Subscription("SUBSCRIBED", 2_000, 4));

    assertThatTheViolation()
        .startsWith("P4: the subscription Subscriber[account=@TOA#a, subscriber=jared] is ");
  }

  @Test
  void seesASubscriptionThatNamesTheWrongEntry() {
    subscriptions.put(JARED, new Subscription("UNSUBSCRIBED", 2_000, 2));

    assertThatTheViolation().startsWith("P4: the subscription ");
  }

  @Test
  void seesASubscriptionThatIsMissing() {
    subscriptions.remove(LECKIE);

    assertThatTheViolation()
        .isEqualTo(
            "P4: there is no row for the subscription"
                + " Subscriber[account=@TOA#a, subscriber=leckie]");
  }

  @Test
  void seesASubscriptionThatNobodyTellsOf() {
    subscriptions.put(new Subscriber(ACCOUNT, "penn"), new Subscription("UNSUBSCRIBED", 2_000, 1));

    assertThatTheViolation().startsWith("P4: no entry tells of the subscription ");
  }

  @Test
  void seesAWrongCounter() {
    accounts.put(DESTROYED, destroyed("B", 3_000L, 2));

    assertThatTheViolation().startsWith("P4: the account @TOA#b is ");
  }

  @Test
  void seesAWrongWordOfAnAccount() {
    accounts.put(DESTROYED, destroyed("A", 3_000L, 1));

    assertThatTheViolation().startsWith("P4: the account @TOA#b is ");
  }

  @Test
  void seesADestructionThatTheAccountDoesNotKnowOf() {
    accounts.put(DESTROYED, destroyed("B", null, 1));

    assertThatTheViolation().startsWith("P4: the account @TOA#b is ");
  }

  @Test
  void seesAnAccountThatIsMissing() {
    accounts.remove(ACCOUNT);

    assertThatTheViolation().isEqualTo("P4: there is no row for the account @TOA#a");
  }

  @Test
  void reportsWhatItCheckedAndWhatIsBroken() {
    accounts.remove(ACCOUNT);

    assertThat(oracle().report())
        .contains("9 entries", "8 acknowledged", "4 subscriptions", "2 accounts")
        .endsWith("BROKEN, 1 times.");
  }

  private Oracle oracle() {
    LedgerState state = new LedgerState(subscriptions, accounts);
    return new Oracle(entries).acknowledged(sent).state(state, Long.MAX_VALUE);
  }

  private List<String> violations() {
    return oracle().sent(sent).violations();
  }

  private AbstractStringAssert<?> assertThatTheViolation() {
    return assertThat(oracle().violations()).singleElement().asString();
  }

  /** With the state that follows, so that only the entry is wrong. */
  private void addUnsubscription(String account) {
    entries.add(entry(10, "UNSUBSCRIBED", account, "jared", 2_000));
    subscriptions.put(
        new Subscriber(account, "jared"), new Subscription("UNSUBSCRIBED", 2_000, 10));
    accounts.put(account, new Account(Map.of(), null, null, 2_000L, 0));
  }

  private static Account destroyed(String name, @Nullable Long at, long subscribers) {
    return new Account(
        Map.of("name", new PropertyValue(name, 1_000), "owner", new PropertyValue("leckie", 3_000)),
        1_000L,
        at,
        3_001L,
        subscribers);
  }

  private static Happening ofSubscribers(
      String kind, String account, long eventTime, String... subscribers) {
    return Happening.ofSubscribers(1, kind, account, List.of(subscribers), eventTime);
  }

  private static Happening ofAccount(
      String kind, String account, long eventTime, String field, String text) {
    return Happening.ofAccount(1, kind, account, eventTime, Map.of(field, text));
  }

  private static RecordedEntry entry(
      long sequence, String kind, String account, String subscriber, long eventTime) {
    return new RecordedEntry(sequence, new Line(1, kind, account, subscriber, eventTime, Map.of()));
  }

  private static RecordedEntry entry(
      long sequence, String kind, String account, long eventTime, String field, String text) {
    return new RecordedEntry(
        sequence, new Line(1, kind, account, null, eventTime, Map.of(field, text)));
  }
}
