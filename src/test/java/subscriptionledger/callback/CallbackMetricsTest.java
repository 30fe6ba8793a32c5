package subscriptionledger.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.ledger.Source;

class CallbackMetricsTest {
  private static final RequestInfo CALL = new RequestInfo("5f2c-1", "203.0.113.9");
  private static final String DELETE = "OfficialAccount.CallbackAfterDeleteSubscriber";

  @Test
  void tellsWhatBecameOfACallback() {
    Event event =
        new Event(
            1400000001L,
            Kind.UNSUBSCRIBED,
            "@TOA#a",
            "jared",
            Origin.UNKNOWN,
            Instant.EPOCH,
            AccountDetail.SILENT);
    Entry entry = new Entry(1, event.key(), event, Instant.EPOCH, Source.CALLBACK, 1);
    AnsweredCallback answered =
        AnsweredCallback.of(
            1400000001L,
            Interpretation.nothingForTheLedger(DELETE),
            new Receipt.Kept(Outcome.RECORDED, List.of(entry, entry)));

    assertThat(CallbackMetrics.line(CALL, answered, Duration.ofNanos(1_234_567)))
        .isEqualTo(
            ("callback request=5f2c-1 source=203.0.113.9 app=1400000001 command=%s"
                    + " outcome=recorded entries=2 micros=1234")
                .formatted(DELETE));
  }

  @Test
  void tellsWhatACallerClaimsWhoIsRefused() {
    AnsweredCallback answered =
        AnsweredCallback.refused(
            AnswerCode.REQUEST_TIME_WRONG, " claimedApp=1400000001 offSeconds=-7200");

    assertThat(CallbackMetrics.line(CALL, answered, Duration.ZERO))
        .isEqualTo(
            "callback request=5f2c-1 source=203.0.113.9 app=none command=none"
                + " outcome=request_time_wrong entries=0 micros=0"
                + " claimedApp=1400000001 offSeconds=-7200");
  }

  @Test
  void callsARequestWhatTheProviderCallsIt() {
    assertThat(RequestInfo.of(CallbackQuery.parse("RequestID=5f2c-1"), "203.0.113.9"))
        .isEqualTo(CALL);
  }

  /** It would go to the log as it is. */
  @Test
  void p10CallsNoRequestWhatAnybodyCallsIt() {
    assertThat(RequestInfo.of(CallbackQuery.parse("RequestID=jared%0Aroot"), "203.0.113.9").id())
        .startsWith("own-");
    assertThat(RequestInfo.of(CallbackQuery.parse(""), "203.0.113.9").id()).startsWith("own-");
  }

  @Test
  void p10TellsNoCommandThatTheCallerMadeUp() {
    AnsweredCallback answered = AnsweredCallback.of(1400000001L, "jared's own", AnswerCode.IGNORED);

    assertThat(CallbackMetrics.line(CALL, answered, Duration.ZERO))
        .contains("app=1400000001 command=other outcome=ignored entries=0 micros=0");
  }
}
