package subscriptionledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.ledger.Events.T0;
import static subscriptionledger.ledger.Events.about;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecidedStateTest {

  @Test
  void namesTheEntryThatDecides() {
    Entry joined = entry(1, Kind.SUBSCRIBED, T0.plusMillis(1));
    Entry left = entry(2, Kind.UNSUBSCRIBED, T0.plusMillis(2));
    Entry late = entry(3, Kind.SUBSCRIBED, T0);

    DecidedState decided = DecidedState.in(List.of(joined, left, late));

    assertThat(decided.decidedBy()).isEqualTo(left);
    assertThat(decided.state().status()).isEqualTo(SubscriptionStatus.UNSUBSCRIBED);
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(DecidedState.in(List.of())).isEqualTo(DecidedState.NOTHING);
    assertThat(DecidedState.in(List.of(entry(1, Kind.ACCOUNT_FULL, T0))))
        .isEqualTo(DecidedState.NOTHING);
  }

  @Test
  void coversWhatHadOccurredAndBeenRecorded() {
    Entry entry = entry(1, Kind.SUBSCRIBED, T0);
    Instant recorded = entry.recordedAt();

    assertThat(PointInTime.PRESENT.covers(entry)).isTrue();
    assertThat(new PointInTime(T0, recorded).covers(entry)).isTrue();
    assertThat(new PointInTime(T0.minusMillis(1), null).covers(entry)).isFalse();
    assertThat(new PointInTime(null, recorded.minusMillis(1)).covers(entry)).isFalse();
  }

  @Test
  void filtersByEveryCondition() {
    Event event = about("jared", Kind.SUBSCRIBED, T0);

    assertThat(EntryFilter.ALL.accepts(event)).isTrue();
    assertThat(
            filter(Set.of(Kind.SUBSCRIBED), "@TOA#a", "jared", T0, T0.plusMillis(1)).accepts(event))
        .isTrue();
    assertThat(filter(Set.of(Kind.UNSUBSCRIBED), null, null, null, null).accepts(event)).isFalse();
    assertThat(filter(Set.of(), "@TOA#b", null, null, null).accepts(event)).isFalse();
    assertThat(filter(Set.of(), null, "leckie", null, null).accepts(event)).isFalse();
    assertThat(filter(Set.of(), null, null, T0.plusMillis(1), null).accepts(event)).isFalse();
    assertThat(filter(Set.of(), null, null, null, T0).accepts(event)).isFalse();
  }

  private static EntryFilter filter(
      Set<Kind> kinds,
      @Nullable String account,
      @Nullable String subscriber,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new EntryFilter(
        kinds, account == null ? Set.of() : Set.of(account), subscriber, from, to);
  }

  private static Entry entry(long sequence, Kind kind, Instant at) {
    Event event = about("jared", kind, at);
    return new Entry(
        sequence, event.key(), event, T0.plusSeconds(sequence), Source.CALLBACK, sequence);
  }
}
