package subscriptionledger.callback;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subscriptionledger.callback.CallbackReader.Meaning;
import subscriptionledger.callback.CallbackReader.Meaning.ToKeep;
import subscriptionledger.journal.Journal;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Delivery.Repeated;

/** Reads a callback again that was kept because it was not understood. */
@ApplicationScoped
public class Rereading {
  @Inject private Clock clock;
  @EJB private Journal journal;

  /** What came of reading a callback again. */
  public sealed interface Result {
    /** It is not, or not wholly, understood, and nothing was recorded. */
    record NotUnderstood(String objection) implements Result {}

    /** It is understood, and says nothing for the ledger. */
    record SaysNothing() implements Result {}

    /** The journal had it recorded, and this is the receipt. */
    record HandedIn(Receipt receipt) implements Result {}
  }

  /**
   * Records what the callback says, if all of it is understood now.
   *
   * @param query as it was kept, without the signature
   * @param repeated the delivery in quarantine that has kept it
   */
  public Result reread(long app, @Nullable String query, byte[] body, Repeated repeated) {
    Instant now = clock.instant();
    CallbackQuery parsed = CallbackQuery.parse(query);
    Meaning meaning = new CallbackReader(parsed, app, now).read(body);
    if (!(meaning instanceof ToKeep toKeep)) {
      return new Result.SaysNothing();
    }
    Delivery again =
        new Delivery(app, toKeep.command(), now, query, body, toKeep.reading(), repeated);
    String objection = again.objection();
    if (objection != null) {
      return new Result.NotUnderstood(objection);
    }
    return new Result.HandedIn(
        journal.append(again, parsed.requestId().orElse("replay")).toCompletableFuture().join());
  }
}
