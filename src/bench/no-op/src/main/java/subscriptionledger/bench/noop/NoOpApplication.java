package subscriptionledger.bench.noop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Serves the path that the product serves. */
@ApplicationPath("/callback")
public class NoOpApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(CallbackResource.class);
  }
}
