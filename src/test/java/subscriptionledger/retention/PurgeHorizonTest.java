package subscriptionledger.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PurgeHorizonTest {
  private static final Instant OLDEST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final PurgeHorizon horizon = new PurgeHorizon(OLDEST, 0);

  @Test
  void followsTheClock() {
    for (int day = 1; day <= 30; day++) {
      Instant target = OLDEST.plus(DAY.multipliedBy(day));
      assertThat(horizon.move(target, DAY.toNanos() * day)).isEqualTo(target);
    }
  }

  @Test
  void removesNoMoreThanAWeekADayThoughTheClockIsHundredDaysAhead() {
    Instant ahead = OLDEST.plus(DAY.multipliedBy(100));

    assertThat(horizon.move(ahead, 0)).isEqualTo(OLDEST);
    assertThat(horizon.move(ahead, DAY.toNanos())).isEqualTo(OLDEST.plus(DAY.multipliedBy(7)));
    assertThat(horizon.move(OLDEST.plus(DAY), 2 * DAY.toNanos())).isEqualTo(OLDEST.plus(DAY));
  }

  @Test
  void waitsForAClockThatIsBehind() {
    assertThat(horizon.move(OLDEST.minus(DAY), DAY.toNanos())).isEqualTo(OLDEST.minus(DAY));
  }
}
