package subscriptionledger.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import subscriptionledger.callback.Rereading;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.Delivery.Repeated;
import subscriptionledger.query.Replay;
import subscriptionledger.store.QuarantineQueries.QuarantinedDelivery;

/** Connects the room of the quarantine with the room that reads callbacks. */
@ApplicationScoped
public class QuarantineReplay implements Replay {
  @Inject private Rereading rereading;

  @Override
  public Result replay(QuarantinedDelivery delivery, String by) {
    Rereading.Result result =
        rereading.reread(
            delivery.app(), delivery.query(), delivery.body(), new Repeated(delivery.number(), by));
    if (result instanceof Rereading.Result.NotUnderstood not) {
      return new Result.NotUnderstood(not.objection());
    }
    if (result instanceof Rereading.Result.HandedIn handedIn) {
      return of(handedIn.receipt());
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
