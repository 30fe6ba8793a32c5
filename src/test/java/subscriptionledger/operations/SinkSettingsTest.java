package subscriptionledger.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Kind;
import subscriptionledger.relay.RetryPolicy;
import subscriptionledger.relay.Sink;

class SinkSettingsTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "ledger.apps", "1400000001,1400000002",
          "ledger.app.1400000001.tokens", "token",
          "ledger.app.1400000002.tokens", "token",
          "ledger.sinks", "crm",
          "ledger.sink.crm.type", "http",
          "ledger.sink.crm.url", "https://crm.example.com/events");

  @Test
  void hasNoSinksByDefault() {
    assertThat(Configuration.of(new TestConfig(Map.of())).sinks().all()).isEmpty();
  }

  @Test
  void readsASinkWithItsDefaults() {
    Sink sink = sink(Map.of());

    assertThat(sink.name()).isEqualTo("crm");
    assertThat(sink.of(Set.of(1400000001L, 1400000002L))).hasSize(2);
    assertThat(sink.filter()).isEqualTo(EntryFilter.ALL);
    assertThat(sink.start()).isEqualTo(Sink.Start.NOW);
    assertThat(sink.batch()).isEqualTo(100);
    assertThat(sink.isEnabled()).isTrue();
    assertThat(sink.retry()).isEqualTo(new RetryPolicy(Duration.ofMinutes(10), Duration.ofDays(5)));
  }

  @Test
  void readsEverythingThatCanBeSet() {
    Map<String, String> values = new HashMap<>();
    values.put("apps", "1400000001");
    values.put("kinds", "subscribed, account_full");
    values.put("accounts", "@TOA#a,@TOA#b");
    values.put("start", "beginning");
    values.put("batch", "1000");
    values.put("enabled", "off");
    values.put("retry-max", "PT1M");
    values.put("disable-after", "P1D");
    values.put("secrets", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,d2FzIHJvdGF0ZWQ=");
    values.put("header.X-Tenant", "tencent");
    values.put("proxy", "proxy.example.com:3128");
    values.put("connect-timeout", "PT1S");
    values.put("answer-timeout", "PT2S");
    Sink sink = sink(values);

    assertThat(sink.of(Set.of(1400000001L, 1400000002L))).containsExactly(1400000001L);
    assertThat(sink.filter())
        .isEqualTo(
            new EntryFilter(
                Set.of(Kind.SUBSCRIBED, Kind.ACCOUNT_FULL),
                Set.of("@TOA#a", "@TOA#b"),
                null,
                null,
                null));
    assertThat(sink.start()).isEqualTo(Sink.Start.BEGINNING);
    assertThat(sink.batch()).isEqualTo(1_000);
    assertThat(sink.isEnabled()).isFalse();
    assertThat(sink.retry()).isEqualTo(new RetryPolicy(Duration.ofMinutes(1), Duration.ofDays(1)));
    assertThat(configuration(values).unknownKeys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ledger.sinks, 'crm,crm'",
    "ledger.sinks, CRM",
    "ledger.sink.crm.type, ftp",
    "ledger.sink.crm.apps, 1400000003",
    "ledger.sink.crm.kinds, liked",
    "ledger.sink.crm.start, tomorrow",
    "ledger.sink.crm.batch, 0",
    "ledger.sink.crm.batch, 1001",
    "ledger.sink.crm.enabled, maybe",
    "ledger.sink.crm.retry-max, 10",
    "ledger.sink.crm.disable-after, P0D",
    "ledger.sink.crm.url, ftp://crm.example.com/TOKEN",
    "ledger.sink.crm.url, https://user:TOKEN@crm.example.com/",
    "ledger.sink.crm.url, https://crm.example.com/#TOKEN",
    "ledger.sink.crm.url, crm.example.com",
    "ledger.sink.crm.secrets, TOKEN*",
    "ledger.sink.crm.header.webhook-id, TOKEN",
    "ledger.sink.crm.header.Content-Type, TOKEN",
    "ledger.sink.crm.header.X-Ä, TOKEN",
    "ledger.sink.crm.header.X-A, TOKEN\u00e4",
    "ledger.sink.crm.proxy, proxy.example.com",
    "ledger.sink.crm.trust-store, /no/such/file",
    "ledger.sink.crm.key-store, /no/such/file"
  })
  void refusesAndNamesTheKeyButNotTheValue(String key, String value) {
    TestConfig config = new TestConfig(GOOD).with(key, value);

    assertThatThrownBy(() -> Configuration.of(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(key + ": ")
        .message()
        .doesNotContain("TOKEN");
  }

  @Test
  void refusesASinkWithoutATypeAndOneWithoutAUrl() {
    assertThatThrownBy(() -> Configuration.of(new TestConfig(Map.of("ledger.sinks", "crm"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("ledger.sink.crm.type: ");
    assertThatThrownBy(
            () ->
                Configuration.of(
                    new TestConfig(Map.of("ledger.sinks", "crm", "ledger.sink.crm.type", "http"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("ledger.sink.crm.url: ");
  }

  @Test
  void tellsTheUsersOfTheAuditLogWhatHasTakenItsPlace() {
    TestConfig config = new TestConfig(GOOD).with("ledger.audit-log", "on");

    assertThatThrownBy(() -> Configuration.of(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ledger.sink.audit.type=log");
  }

  private static Sink sink(Map<String, String> values) {
    return configuration(values).sinks().all().get(0);
  }

  private static Configuration configuration(Map<String, String> values) {
    TestConfig config = new TestConfig(GOOD);
    for (Map.Entry<String, String> value : values.entrySet()) {
      config = config.with("ledger.sink.crm." + value.getKey(), value.getValue());
    }
    return Configuration.of(config);
  }
}
