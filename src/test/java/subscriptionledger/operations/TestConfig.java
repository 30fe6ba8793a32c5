package subscriptionledger.operations;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A configuration of a few keys, without a server to provide one. */
final class TestConfig implements Config {
  private final Map<String, String> values;

  TestConfig(Map<String, String> values) {
    this.values = values;
  }

  TestConfig with(String key, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(key, value);
    return new TestConfig(more);
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    return new ConfigValue() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public @Nullable String getValue() {
        return values.get(name);
      }

      @Override
      public @Nullable String getRawValue() {
        return values.get(name);
      }

      @Override
      public String getSourceName() {
        return "test";
      }

      @Override
      public int getSourceOrdinal() {
        return 0;
      }
    };
  }

  @Override
  public Iterable<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException();
  }
}
