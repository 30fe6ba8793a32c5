package subscriptionledger.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import subscriptionledger.journal.Receipt;

class CallbackObserverTest {
  private static final String DELETE = "OfficialAccount.CallbackAfterDeleteSubscriber";

  @Test
  void tellsWhatBecameOfACallback() {
    Answered answered = Answered.of(1400000001L, DELETE, new Receipt.Recorded(2));

    assertThat(CallbackObserver.line(answered, Duration.ofNanos(1_234_567)))
        .isEqualTo(
            "callback app=1400000001 command=%s outcome=recorded entries=2 micros=1234"
                .formatted(DELETE));
  }

  @Test
  void p10TellsNoCommandThatTheCallerMadeUp() {
    Answered answered = Answered.of(1400000001L, "jared's own", Disposition.IGNORED);

    assertThat(CallbackObserver.line(answered, Duration.ZERO))
        .isEqualTo("callback app=1400000001 command=other outcome=ignored entries=0 micros=0");
  }
}
