package subscriptionledger.query;

import java.util.Optional;
import subscriptionledger.store.QuarantineView.QuarantinedDelivery;

/** Reads a delivery again, as if it had just come: the callback's business, not this room's. */
public interface Replay {

  /**
   * Records what the delivery says, if it is understood now. Done twice, it records nothing twice.
   *
   * @return what is objected to; empty when all of it is recorded
   * @throws IllegalStateException when it cannot be recorded now
   */
  Optional<String> replay(QuarantinedDelivery delivery);
}
