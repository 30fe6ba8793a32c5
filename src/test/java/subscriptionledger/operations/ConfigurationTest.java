package subscriptionledger.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subscriptionledger.callback.CallbackPolicy.AppPolicy;
import subscriptionledger.http.ApiPolicy;

class ConfigurationTest {

  @Test
  void servesNoAppByDefault() {
    Configuration configuration = of(Map.of());

    assertThat(configuration.callbacks().apps()).isEmpty();
    assertThat(configuration.callbacks().maxAge()).isEqualTo(Duration.ofSeconds(60));
    assertThat(configuration.callbacks().maxBodyBytes()).isEqualTo(262_144);
    assertThat(configuration.callbacks().secret()).isEmpty();
    assertThat(configuration.callbacks().allowedSources()).isEmpty();
    assertThat(configuration.dataSource()).isEqualTo("java:app/jdbc/ledger");
    assertThat(configuration.api()).isEqualTo(new ApiPolicy(Set.of(), 200, 4));
  }

  @Test
  void readsAppsWithTheirTokens() {
    Configuration configuration =
        of(
            Map.of(
                "ledger.apps", "1400000001, 3000000003",
                "ledger.app.1400000001.tokens", "current, previous",
                "ledger.app.3000000003.authentication", "off"));

    assertThat(configuration.callbacks().apps())
        .isEqualTo(
            Map.of(
                1400000001L, new AppPolicy(true, List.of("current", "previous")),
                3000000003L, new AppPolicy(false, List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "ledger.apps, one",
    "ledger.apps, '1,,2'",
    "ledger.apps, ' '",
    "ledger.app.1400000001.tokens, ' '",
    "ledger.app.1400000001.tokens, 'a, '",
    "ledger.app.1400000001.tokens, ${TOKEN}",
    "ledger.app.1400000001.authentication, false",
    "ledger.callback.max-age, 60",
    "ledger.callback.max-age, PT0S",
    "ledger.callback.max-age, -PT60S",
    "ledger.callback.max-body, 0",
    "ledger.callback.max-body, 256K",
    "ledger.callback.max-body, 1048577",
    "ledger.callback.secret, short",
    "ledger.callback.secret, with/a/slash",
    "ledger.callback.secret, ''",
    "ledger.callback.allowed-sources, example.org",
    "ledger.callback.allowed-sources, '*'",
    "ledger.callback.allowed-sources, '10.0.*.1'",
    "ledger.callback.allowed-sources, '10.0.0.0/33'",
    "ledger.callback.allowed-sources, '10.0.0.1,'",
    "ledger.api.streams, many",
    "ledger.api.exports, -1",
    "ledger.api.cors-origins, '*'",
    "ledger.api.cors-origins, https://console.example.com/path",
    "ledger.api.cors-origins, console.example.com",
    "ledger.datasource, ' '"
  })
  void refusesAndNamesTheKeyButNotTheValue(String key, String value) {
    Map<String, String> good =
        Map.of("ledger.apps", "1400000001", "ledger.app.1400000001.tokens", "token");
    TestConfig config = new TestConfig(good).with(key, value);

    assertThatThrownBy(() -> Configuration.of(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(key + ": ")
        .message()
        .doesNotContain("TOKEN");
  }

  @Test
  void refusesAnAppWithoutATokenUnlessAuthenticationIsOff() {
    assertThatThrownBy(() -> of(Map.of("ledger.apps", "1400000001")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ledger.app.1400000001.tokens");
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.0/24", "203.0.113.7", "2001:db8::/32", "::1"})
  void takesAddressesAndRanges(String range) {
    assertThat(of(Map.of("ledger.callback.allowed-sources", range)).callbacks().allowedSources())
        .hasSize(1);
  }

  @Test
  void findsKeysThatMeanNothing() {
    Configuration configuration =
        of(Map.of("ledger.callback.maxage", "PT60S", "ledger.callback.max.age", "PT60S"));

    assertThat(configuration.unknownKeys()).containsExactly("ledger.callback.maxage");
  }

  private static Configuration of(Map<String, String> values) {
    return Configuration.of(new TestConfig(values));
  }
}
