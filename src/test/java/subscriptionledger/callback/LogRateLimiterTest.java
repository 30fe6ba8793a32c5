package subscriptionledger.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogRateLimiterTest {
  private final Lines lines = new Lines();
  private final Watch watch = new Watch();
  private final LogRateLimiter budget = new LogRateLimiter(lines, "strangers", watch);

  @Test
  void writesTwentyLinesAMinuteAndTellsHowManyWereLeftOut() {
    for (int i = 1; i <= 5_000; i++) {
      budget.warn(() -> "forged");
    }
    assertThat(lines.written).hasSize(20).containsOnly("forged");

    watch.now = watch.now.plus(Duration.ofMinutes(1));
    budget.warn(() -> "again");
    assertThat(lines.written.subList(20, 22))
        .containsExactly("4980 more lines about strangers were omitted", "again");
  }

  @Test
  void leavesNothingOutWhenLittleHappens() {
    for (int i = 1; i <= 100; i++) {
      watch.now = watch.now.plusSeconds(4);
      budget.warn(() -> "forged");
    }

    assertThat(lines.written).hasSize(100).containsOnly("forged");
  }

  private static final class Watch extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static final class Lines implements Logger {
    private final List<String> written = new ArrayList<>();

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
      written.add(message);
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String format, Object @Nullable ... params) {
      written.add(format);
    }
  }
}
