package subscriptionledger.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import subscriptionledger.entries.EntriesResource;
import subscriptionledger.http.ParameterConverters;
import subscriptionledger.http.ParameterFilter;
import subscriptionledger.http.ProblemMapper;
import subscriptionledger.quarantine.QuarantineResource;
import subscriptionledger.relay.SinkInAppResource;
import subscriptionledger.relay.SinksResource;
import subscriptionledger.states.AccountsResource;
import subscriptionledger.statistics.StatisticsResource;

/**
 * The JAX-RS application of the API. It lists its classes so that no other class in the WAR takes
 * part.
 */
@ApplicationPath("/api/v1")
public class ApiApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        AppsResource.class,
        EntriesResource.class,
        AccountsResource.class,
        StatisticsResource.class,
        QuarantineResource.class,
        CursorsResource.class,
        SinksResource.class,
        SinkInAppResource.class,
        ParameterConverters.class,
        ParameterFilter.class,
        ProblemMapper.class);
  }
}
