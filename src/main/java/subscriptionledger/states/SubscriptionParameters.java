package subscriptionledger.states;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.IdParameter;
import subscriptionledger.ledger.SubscriptionStatus;

/** The parameters that pages and files of the subscriptions to an account share. */
@SuppressWarnings("NullAway.Init") // JAX-RS sets the fields.
public class SubscriptionParameters extends PointInTimeParameters {
  @PathParam("app")
  long app;

  @PathParam("account")
  IdParameter account;

  @QueryParam("status")
  @Nullable SubscriptionStatus status;

  @QueryParam("after")
  @Nullable IdParameter after;
}
