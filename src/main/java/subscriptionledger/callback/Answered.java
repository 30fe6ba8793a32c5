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
public record Answered(
    @Nullable Long app,
    @Nullable String command,
    Disposition disposition,
    String errorInfo,
    int entries,
    String claim) {

  /** Describes a callback that is not authentic. */
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
