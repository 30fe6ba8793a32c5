package subscriptionledger.operations.microprofile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import subscriptionledger.operations.Health;
import subscriptionledger.operations.Readiness;

/** The application's readiness as one of the server's health checks. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class LedgerReadiness implements HealthCheck {
  @Inject private Readiness readiness;

  @Override
  public HealthCheckResponse call() {
    Health health = readiness.now();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("subscription-ledger").status(health.up());
    return health.up()
        ? response.build()
        : response.withData("complaint", health.complaint()).build();
  }
}
