package subscriptionledger.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import subscriptionledger.callback.Rereading;
import subscriptionledger.query.Replay;
import subscriptionledger.store.QuarantineView.QuarantinedDelivery;

/** Lets the room that keeps the quarantine ask the one that reads callbacks. */
@ApplicationScoped
public class QuarantineReplay implements Replay {
  @Inject private Rereading rereading;

  @Override
  public Optional<String> replay(QuarantinedDelivery delivery) {
    return rereading.reread(delivery.app(), delivery.query(), delivery.body());
  }
}
