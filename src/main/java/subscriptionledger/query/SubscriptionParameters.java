package subscriptionledger.query;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.PointInTime;
import subscriptionledger.ledger.SubscriptionStatus;

/** The parameters that pages and files of the subscriptions to an account share. */
@SuppressWarnings("NullAway.Init") // JAX-RS sets the fields.
public class SubscriptionParameters {
  @PathParam("app")
  long app;

  @PathParam("account")
  IdParameter account;

  @QueryParam("status")
  @Nullable SubscriptionStatus status;

  @QueryParam("asOf")
  @Nullable Instant asOf;

  @QueryParam("knownAt")
  @Nullable Instant knownAt;

  @QueryParam("after")
  @Nullable IdParameter after;

  PointInTime pointInTime() {
    return new PointInTime(asOf, knownAt);
  }
}
