package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.authorization;

import java.net.http.HttpClient;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import subscriptionledger.client.ApiClient;
import subscriptionledger.client.ApiException;
import subscriptionledger.client.api.EntriesApi;
import subscriptionledger.client.api.StatesApi;
import subscriptionledger.client.api.StatisticsApi;
import subscriptionledger.client.model.Entries;
import subscriptionledger.client.model.Entry;
import subscriptionledger.client.model.Kind;
import subscriptionledger.client.model.Statistics;
import subscriptionledger.client.model.Subscription;
import subscriptionledger.client.model.SubscriptionStatus;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnH2;

/** The client that OpenAPI Generator makes of the API document works with the API. */
@OnH2
class GeneratedClientIT extends LedgerServer {
  private static final OffsetDateTime SUBSCRIBED_AT =
      OffsetDateTime.parse("2026-01-31T08:30:00.123Z");
  private static final OffsetDateTime UNSUBSCRIBED_AT = SUBSCRIBED_AT.plusMinutes(5);

  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void readsWhatACallbackHasRecorded() throws Exception {
    ApiClient api = api("viewer");
    long before = client().head(APP);
    report(ADD, account, SUBSCRIBED_AT.toInstant().toEpochMilli(), "jared", "leckie");
    report(DELETE, account, UNSUBSCRIBED_AT.toInstant().toEpochMilli(), "jared");

    Entries entries =
        new EntriesApi(api)
            .listEntries(
                APP,
                before,
                10,
                List.of("SUBSCRIBED", "UNSUBSCRIBED"),
                account,
                "jared",
                SUBSCRIBED_AT,
                null,
                "asc",
                "PT1S",
                false);
    Entry last = new EntriesApi(api).getEntry(APP, entries.getEntries().get(1).getSequence());
    StatesApi states = new StatesApi(api);
    Subscription jared = states.getSubscription(APP, account, "jared", null, null);
    Subscription earlier = states.getSubscription(APP, account, "jared", SUBSCRIBED_AT, null);
    Statistics statistics =
        new StatisticsApi(api)
            .getStatistics(
                APP,
                SUBSCRIBED_AT,
                UNSUBSCRIBED_AT.plusMinutes(1),
                "PT15M",
                "Asia/Shanghai",
                account);

    assertThat(entries.getEntries())
        .extracting(Entry::getKind)
        .containsExactly(Kind.SUBSCRIBED, Kind.UNSUBSCRIBED);
    assertThat(last).isEqualTo(entries.getEntries().get(1));
    assertThat(last.getOccurredAt()).isEqualTo(UNSUBSCRIBED_AT);
    assertThat(jared.getStatus()).isEqualTo(SubscriptionStatus.UNSUBSCRIBED);
    assertThat(jared.getHistory()).isEqualTo(entries.getEntries());
    assertThat(earlier.getStatus()).isEqualTo(SubscriptionStatus.SUBSCRIBED);
    assertThat(statistics.getBuckets()).hasSize(1);
    assertThat(statistics.getBuckets().get(0).getSubscribed().getTotal()).isEqualTo(2);
    assertThat(statistics.getBuckets().get(0).getUnsubscribed().getTotal()).isEqualTo(1);
  }

  @Test
  void isToldWhatIsWrong() {
    assertThatThrownBy(() -> new StatesApi(api("viewer")).listAccounts(APP, null, 1_001))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(400);
              assertThat(e.getResponseBody()).contains("The parameter limit must be from 1 to");
            });
    assertThatThrownBy(() -> new StatesApi(api("nobody")).listAccounts(APP, null, null))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  private ApiClient api(String user) {
    ApiClient api =
        new ApiClient(
            HttpClient.newBuilder().sslContext(client().sslContext()),
            ApiClient.createDefaultObjectMapper(),
            client().uri("api/v1").toString());
    return api.setRequestInterceptor(
        request -> request.header("Authorization", authorization(user, user)));
  }
}
