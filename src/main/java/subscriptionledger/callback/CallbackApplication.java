package subscriptionledger.callback;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * The JAX-RS application that receives callbacks. It is separate from the API and lists its
 * classes, so that no provider class of the API or of a library in the WAR can change an answer to
 * the provider.
 */
@ApplicationPath("/callback")
public class CallbackApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(CallbackResource.class, CallbackFailures.class);
  }
}
