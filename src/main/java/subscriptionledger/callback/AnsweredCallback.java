package subscriptionledger.callback;

import org.jspecify.annotations.Nullable;
import subscriptionledger.journal.Receipt;

/**
 * The result of a callback, as needed for the answer, the log and the metrics.
 *
 * @param app the app that called; null until the caller has been identified
 * @param command the command word as received; null if there is none or if the body has not been
 *     read
 * @param errorInfo one English sentence that describes the error; empty if there is none
 * @param entries the number of new entries
 * @param claim the claims of a refused caller, safe to log; empty if there are none
 */
public record AnsweredCallback(
    @Nullable Long app,
    @Nullable String command,
    AnswerCode answerCode,
    String errorInfo,
    int entries,
    String claim) {

  /** Describes a callback that is not authentic. */
  static AnsweredCallback refused(AnswerCode answerCode, String claim) {
    return new AnsweredCallback(null, null, answerCode, answerCode.errorInfo(), 0, claim);
  }

  static AnsweredCallback of(AnswerCode answerCode) {
    return new AnsweredCallback(null, null, answerCode, answerCode.errorInfo(), 0, "");
  }

  static AnsweredCallback of(long app, @Nullable String command, AnswerCode answerCode) {
    return new AnsweredCallback(app, command, answerCode, answerCode.errorInfo(), 0, "");
  }

  static AnsweredCallback of(long app, @Nullable String command, Receipt receipt) {
    if (receipt instanceof Receipt.Recorded recorded) {
      return new AnsweredCallback(app, command, AnswerCode.RECORDED, "", recorded.entries(), "");
    }
    if (receipt instanceof Receipt.Quarantined quarantined) {
      return new AnsweredCallback(
          app, command, AnswerCode.QUARANTINED, quarantined.objection(), quarantined.entries(), "");
    }
    return of(
        app,
        command,
        receipt instanceof Receipt.Duplicate ? AnswerCode.DUPLICATE : AnswerCode.UNAVAILABLE);
  }
}
