package subscriptionledger.callback;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subscriptionledger.callback.CallbackReader.Meaning;
import subscriptionledger.callback.CallbackReader.Meaning.ForTheLedger;
import subscriptionledger.journal.Journal;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Delivery.ReplayRequest;
import subscriptionledger.ledger.Source;

/** Reads a callback in quarantine again. */
@ApplicationScoped
public class QuarantineReader {
  @Inject private Clock clock;
  @EJB private Journal journal;

  /** The result of reading a callback again. */
  public sealed interface Result {
    /** The callback is still not or only partly understood; nothing was recorded. */
    record NotUnderstood(String objection) implements Result {}

    /** The callback is understood and contains nothing for the ledger. */
    record SaysNothing() implements Result {}

    /** The callback is understood and was passed to the journal, which returned this receipt. */
    record Appended(Receipt receipt) implements Result {}
  }

  /**
   * Records the events of the callback if all of it is now understood.
   *
   * @param query the query as stored, without the signature
   * @param replay the delivery in quarantine that contains the callback
   */
  public Result reread(long app, @Nullable String query, byte[] body, ReplayRequest replay) {
    Instant now = clock.instant();
    CallbackQuery parsed = CallbackQuery.parse(query);
    Meaning meaning = new CallbackReader(parsed, app, now).read(body);
    if (!(meaning instanceof ForTheLedger forTheLedger)) {
      return new Result.SaysNothing();
    }
    Delivery again =
        new Delivery(
            app,
            forTheLedger.command(),
            now,
            query,
            body,
            forTheLedger.interpretation(),
            Source.CALLBACK,
            replay);
    String objection = again.objection();
    if (objection != null) {
      return new Result.NotUnderstood(objection);
    }
    return new Result.Appended(
        journal.append(again, parsed.requestId().orElse("replay")).toCompletableFuture().join());
  }
}
