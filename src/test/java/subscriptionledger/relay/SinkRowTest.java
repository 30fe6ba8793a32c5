package subscriptionledger.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.relay.TargetAnswer.Gone;
import subscriptionledger.relay.TargetAnswer.Refused;
import subscriptionledger.relay.TargetAnswer.Taken;
import subscriptionledger.relay.TargetAnswer.Unavailable;

class SinkRowTest {
  private static final Duration DAYS = Duration.ofDays(5);
  private static final Sink SINK =
      new Sink(
          "crm",
          Set.of(),
          EntryFilter.ALL,
          Sink.Start.BEGINNING,
          100,
          true,
          new RetryPolicy(Duration.ofMinutes(10), DAYS),
          () -> {
            throw new AssertionError();
          });

  private final SinkRow row = new SinkRow(1, "crm", 0, 100, 0);
  private long now = 1_000_000;

  @Test
  void movesOnlyWhenTheTargetHasTaken() {
    apply(new Unavailable("HTTP status 503"), 100, 100);
    assertThat(row.position()).isZero();
    assertThat(row.toState().status()).isEqualTo(SinkStatus.RETRYING);

    apply(new Taken(), 100, 100);
    assertThat(row.position()).isEqualTo(100);
    assertThat(row.toState().status()).isEqualTo(SinkStatus.ACTIVE);
    assertThat(row.toState().lastError()).isNull();
  }

  @Test
  void p9MakesNoDeadLetterOfATargetThatIsAway() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(apply(new Unavailable("No connection"), 1, 1)).isEmpty();
      now += Duration.ofMinutes(10).toMillis();
      if (row.toState().status() == SinkStatus.DISABLED) {
        row.become(SinkStatus.ACTIVE, null, "operator", now);
      }
    }
    assertThat(row.position()).isZero();
  }

  @Test
  void waitsLongerAfterEachFailureUpToTheMaximum() {
    long[] waits = new long[20];
    for (int i = 0; i < waits.length; i++) {
      apply(new Unavailable("No connection"), 1, 1);
      waits[i] = row.turn(1, now).untilNextAttempt().orElseThrow().toSeconds();
    }

    assertThat(waits).startsWith(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600);
  }

  @Test
  void waitsAsLongAsTheTargetAsksForButNoLongerThanAnHour() {
    apply(new Unavailable("HTTP status 429", "", Duration.ofSeconds(90)), 1, 1);
    assertThat(row.turn(1, now).untilNextAttempt()).contains(Duration.ofSeconds(90));

    apply(new Unavailable("HTTP status 429", "", Duration.ofDays(7)), 1, 1);
    assertThat(row.turn(1, now).untilNextAttempt()).contains(Duration.ofHours(1));
  }

  @Test
  void isDisabledAfterDaysWithoutSuccess() {
    apply(new Unavailable("No connection"), 1, 1);
    now += DAYS.toMillis();
    apply(new Unavailable("No connection"), 1, 1);

    assertThat(row.toState().status()).isEqualTo(SinkStatus.DISABLED);
    assertThat(row.turn(1, now).untilNextAttempt()).isEmpty();
  }

  @Test
  void isDisabledAtOnceIfTheTargetIsGone() {
    apply(new Gone("HTTP status 410", ""), 1, 1);

    assertThat(row.toState().status()).isEqualTo(SinkStatus.DISABLED);
    assertThat(row.toState().reason()).isEqualTo("HTTP status 410");
  }

  @Test
  void halvesARefusedBatchDownToTheEntryThatIsToBlame() {
    assertThat(apply(new Refused("HTTP status 422", ""), 100, 100)).isEmpty();
    assertThat(row.turn(1, now).batchLimit()).isEqualTo(50);
    assertThat(apply(new Refused("HTTP status 422", ""), 50, 50)).isEmpty();
    assertThat(row.turn(1, now).batchLimit()).isEqualTo(25);
    apply(new Taken(), 25, 25);
    assertThat(row.turn(1, now).batchLimit()).isEqualTo(50);
    assertThat(row.position()).isEqualTo(25);
  }

  @Test
  void buriesAnEntryThatHasBeenRefusedFiveTimes() {
    for (int i = 1; i < SinkAttempts.ATTEMPTS; i++) {
      assertThat(apply(new Refused("HTTP status 422", ""), 1, 1)).isEmpty();
      assertThat(row.turn(1, now).untilNextAttempt().orElseThrow()).isPositive();
    }
    assertThat(row.position()).isZero();

    DeadLetterRow letter = apply(new Refused("HTTP status 422", ""), 1, 1).orElseThrow();
    assertThat(letter.sequence()).isOne();
    assertThat(letter.reason()).isEqualTo("HTTP status 422");
    assertThat(row.position()).isOne();
    assertThat(row.turn(1, now).untilNextAttempt()).contains(Duration.ZERO);
  }

  @Test
  void pausesItselfAfterAHundredDeadLettersInARow() {
    for (int entry = 1; entry <= SinkRow.DEAD_LETTERS; entry++) {
      assertThat(row.toState().status()).isEqualTo(SinkStatus.ACTIVE);
      for (int i = 0; i < SinkAttempts.ATTEMPTS; i++) {
        apply(new Refused("HTTP status 400", ""), entry, 1);
      }
    }

    assertThat(row.toState().status()).isEqualTo(SinkStatus.PAUSED);
    assertThat(row.position()).isEqualTo(SinkRow.DEAD_LETTERS);
  }

  /** The longest possible time, so that the test knows it. */
  private Optional<DeadLetterRow> apply(TargetAnswer answer, long last, int size) {
    return row.apply(new Attempt(answer, last - size + 1, last, size, false), SINK, 1, now);
  }
}
