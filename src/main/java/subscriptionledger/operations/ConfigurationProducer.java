package subscriptionledger.operations;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;
import subscriptionledger.callback.CallbackPolicy;
import subscriptionledger.http.ApiPolicy;
import subscriptionledger.relay.Sinks;
import subscriptionledger.retention.RetentionPolicy;
import subscriptionledger.store.DataSourceName;

/** Reads the configuration once, and provides each room with its part. */
@Dependent
public class ConfigurationProducer {
  @Produces
  @Singleton
  Configuration configuration() {
    return Configuration.of(ConfigProvider.getConfig());
  }

  @Produces
  @Singleton
  CallbackPolicy callbackPolicy(Configuration configuration) {
    return configuration.callbacks();
  }

  @Produces
  @Singleton
  ApiPolicy apiPolicy(Configuration configuration) {
    return configuration.api();
  }

  @Produces
  @Singleton
  Sinks sinks(Configuration configuration) {
    return configuration.sinks();
  }

  @Produces
  @Singleton
  RetentionPolicy retentionPolicy(Configuration configuration) {
    return configuration.retention();
  }

  @Produces
  @Singleton
  DataSourceName dataSourceName(Configuration configuration) {
    return new DataSourceName(configuration.dataSource());
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
