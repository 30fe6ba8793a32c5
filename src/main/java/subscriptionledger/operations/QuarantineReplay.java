package subscriptionledger.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import subscriptionledger.callback.QuarantineReader;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.Delivery.ReplayRequest;
import subscriptionledger.query.Replay;
import subscriptionledger.store.QuarantineQueries.QuarantinedDelivery;

/** Connects the room of the quarantine with the room that reads callbacks. */
@ApplicationScoped
public class QuarantineReplay implements Replay {
  @Inject private QuarantineReader reader;

  @Override
  public Result replay(QuarantinedDelivery delivery, String by) {
    QuarantineReader.Result result =
        reader.reread(
            delivery.app(),
            delivery.query(),
            delivery.body(),
            new ReplayRequest(delivery.number(), by));
    if (result instanceof QuarantineReader.Result.NotUnderstood not) {
      return new Result.NotUnderstood(not.objection());
    }
    if (result instanceof QuarantineReader.Result.Appended appended) {
      return of(appended.receipt());
    }
    return new Result.SaysNothing();
  }

  private static Result of(Receipt receipt) {
    if (receipt instanceof Receipt.Refused) {
      return new Result.NotNow();
    }
    return receipt instanceof Receipt.Decided ? new Result.Decided() : new Result.Recorded();
  }
}
