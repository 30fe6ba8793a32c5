package subscriptionledger.callback;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.Interpretation;

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

  static AnsweredCallback of(long app, Interpretation interpretation, Receipt receipt) {
    if (!(receipt instanceof Receipt.Kept kept)) {
      return of(app, interpretation.command(), AnswerCode.UNAVAILABLE);
    }
    AnswerCode answerCode =
        switch (kept.outcome()) {
          case RECORDED -> AnswerCode.RECORDED;
          case DUPLICATE -> AnswerCode.DUPLICATE;
          case QUARANTINED -> AnswerCode.QUARANTINED;
        };
    return new AnsweredCallback(
        app,
        interpretation.command(),
        answerCode,
        requireNonNullElse(interpretation.objection(), ""),
        kept.entries().size(),
        "");
  }
}
