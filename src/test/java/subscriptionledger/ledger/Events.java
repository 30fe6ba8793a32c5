package subscriptionledger.ledger;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Events for tests: few accounts, subscribers and instants, so that they collide and tie often. */
public final class Events {
  public static final long APP = 1400000001L;
  public static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private Events() {}

  public static Event about(@Nullable String subscriber, Kind kind, Instant at) {
    return new Event(APP, kind, "@TOA#a", subscriber, Origin.UNKNOWN, at, AccountDetail.SILENT);
  }

  public static Arbitrary<Notice> notices() {
    Arbitrary<Notice.NoticeHeader> subjects =
        Combinators.combine(
                Arbitraries.of("@TOA#a", "@TOA#b"), Arbitraries.integers().between(0, 5))
            .as(
                (account, millis) ->
                    new Notice.NoticeHeader(APP, account, Origin.UNKNOWN, T0.plusMillis(millis)));
    Arbitrary<AccountDetail> details =
        Combinators.combine(
                Arbitraries.of("one", "two").injectNull(0.5),
                Arbitraries.of("anna", "bob").injectNull(0.5),
                Arbitraries.of("hello", "bye").injectNull(0.5))
            .as((name, owner, text) -> new AccountDetail(name, owner, text, null, text));
    var subscribers = Arbitraries.of("jared", "leckie", "penn").list().ofMinSize(1).ofMaxSize(4);
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(
            6, Combinators.combine(subjects, subscribers).as(Notice.Subscribed::new)),
        net.jqwik.api.Tuple.of(
            6, Combinators.combine(subjects, subscribers).as(Notice.Unsubscribed::new)),
        net.jqwik.api.Tuple.of(
            1, Combinators.combine(subjects, details).as(Notice.AccountCreated::new)),
        net.jqwik.api.Tuple.of(
            2, Combinators.combine(subjects, details).as(Notice.AccountChanged::new)),
        net.jqwik.api.Tuple.of(
            1, Combinators.combine(subjects, details).as(Notice.AccountDestroyed::new)),
        net.jqwik.api.Tuple.of(1, subjects.map(Notice.AccountFull::new)));
  }
}
