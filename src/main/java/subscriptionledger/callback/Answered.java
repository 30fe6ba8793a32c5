package subscriptionledger.callback;

import org.jspecify.annotations.Nullable;
import subscriptionledger.journal.Receipt;

/**
 * How a callback was answered, and what the log and the metrics need to know of it.
 *
 * @param app the app that called, once that is certain; null before
 * @param command the command word as it came; null before the body is read, or when there is none
 * @param errorInfo one English sentence that says what is wrong; empty when nothing is
 * @param entries how many entries are new
 * @param claim what a caller claims who is refused, fit for the log; empty when none is
 */
public record Answered(
    @Nullable Long app,
    @Nullable String command,
    Disposition disposition,
    String errorInfo,
    int entries,
    String claim) {

  /** Not authentic. */
  static Answered refused(Disposition disposition, String claim) {
    return new Answered(null, null, disposition, disposition.errorInfo(), 0, claim);
  }

  static Answered of(Disposition disposition) {
    return new Answered(null, null, disposition, disposition.errorInfo(), 0, "");
  }

  static Answered of(long app, @Nullable String command, Disposition disposition) {
    return new Answered(app, command, disposition, disposition.errorInfo(), 0, "");
  }

  static Answered of(long app, @Nullable String command, Receipt receipt) {
    if (receipt instanceof Receipt.Recorded recorded) {
      return new Answered(app, command, Disposition.RECORDED, "", recorded.entries(), "");
    }
    if (receipt instanceof Receipt.Quarantined quarantined) {
      return new Answered(
          app,
          command,
          Disposition.QUARANTINED,
          quarantined.objection(),
          quarantined.entries(),
          "");
    }
    return of(
        app,
        command,
        receipt instanceof Receipt.Duplicate ? Disposition.DUPLICATE : Disposition.UNAVAILABLE);
  }
}
