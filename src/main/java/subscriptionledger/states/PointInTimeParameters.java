package subscriptionledger.states;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.PointInTime;

/** The parameters of a past state: the present one by default. */
public class PointInTimeParameters {
  @QueryParam("asOf")
  @Nullable Instant asOf;

  @QueryParam("knownAt")
  @Nullable Instant knownAt;

  PointInTime pointInTime() {
    return new PointInTime(asOf, knownAt);
  }
}
