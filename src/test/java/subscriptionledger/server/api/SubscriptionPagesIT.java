package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.ADD;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.encoded;
import static subscriptionledger.server.client.LedgerClient.segment;
import static subscriptionledger.server.client.LedgerClient.signed;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerServer;

/** Accounts and subscriptions as they are found: page by page, by person, and by whatever id. */
class SubscriptionPagesIT extends LedgerServer {
  private static final long T1 = Instant.parse("2026-01-01T00:00:01.000Z").toEpochMilli();

  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void givesSubscriptionsAndAccountsPageByPage() throws Exception {
    report(ADD, account, T1, "a", "b", "c");

    JsonObject first = client().api(path() + "/subscriptions?limit=2");
    assertThat(names(first)).containsExactly("a", "b");
    HttpResponse<String> page =
        client().get("api/v1/" + path() + "/subscriptions?limit=2", "viewer");
    String link = page.headers().firstValue("Link").orElseThrow();
    assertThat(link).contains("after=b").contains("rel=\"next\"");
    JsonObject second = client().api(path() + "/subscriptions?limit=2&after=b");
    assertThat(names(second)).containsExactly("c");
    assertThat(second).doesNotContainKey("next");

    JsonObject accounts = client().api("apps/" + APP + "/accounts?limit=1000");
    assertThat(accounts.getJsonArray("accounts").getValuesAs(JsonObject.class))
        .extracting(one -> one.getString("account"))
        .contains(account);
  }

  @Test
  void leadsToTheNextPageWhateverIdItBeginsAfter() throws Exception {
    report(ADD, account, T1, "a&b=c d%41😀", "z");

    HttpResponse<String> page =
        client().get("api/v1/" + path() + "/subscriptions?limit=1", "viewer");
    String link = page.headers().firstValue("Link").orElseThrow();
    URI next = URI.create(link.substring(link.indexOf('<') + 1, link.indexOf('>')));
    JsonObject second = client().api(path() + "/subscriptions?" + next.getRawQuery());

    assertThat(names(second)).containsExactly("z");
  }

  @Test
  void tellsOfAllAccountsOfOnePerson() throws Exception {
    String person = "person-" + UUID.randomUUID();
    report(ADD, account, T1, person);
    String other = "@TOA#_other" + UUID.randomUUID();
    client().callback(signed(APP, CURRENT_TOKEN, DELETE), body(DELETE, other, T1 + 1, person));

    JsonObject all = client().api("apps/" + APP + "/subscribers/" + person + "/subscriptions");

    assertThat(all.getJsonArray("subscriptions").getValuesAs(JsonObject.class))
        .extracting(one -> one.getString("account") + " " + one.getString("status"))
        .containsExactlyInAnyOrder(account + " SUBSCRIBED", other + " UNSUBSCRIBED");
  }

  /** The last one is 32 bytes long, as long as the provider's ids may be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@TGS#a",
        "a/b",
        "100%",
        "%2F",
        "quote\"'`",
        "a b+c",
        "a;b=c",
        "..",
        "~tilde",
        "emoji😀",
        "名前名前名前名前名前ab"
      })
  void findsIdsHoweverOdd(String subscriber) throws Exception {
    report(ADD, account, T1, subscriber);

    JsonObject state = client().api(path() + "/subscriptions/" + segment(subscriber));
    assertThat(state.getString("subscriber")).isEqualTo(subscriber);
    assertThat(state.getString("status")).isEqualTo("SUBSCRIBED");

    JsonObject found =
        client()
            .api(
                "apps/"
                    + APP
                    + "/entries?account="
                    + encoded(account)
                    + "&subscriber="
                    + encoded(subscriber));
    assertThat(found.getJsonArray("entries")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@TGS#a", "100%", "quote\"'`", "a b+c", "emoji😀", "名前名前名前名前名前ab"})
  void findsIdsByTheirPercentEncoding(String subscriber) throws Exception {
    report(ADD, account, T1, subscriber);

    JsonObject state =
        client()
            .api(
                "apps/"
                    + APP
                    + "/accounts/"
                    + encoded(account)
                    + "/subscriptions/"
                    + encoded(subscriber));

    assertThat(state.getString("subscriber")).isEqualTo(subscriber);
    assertThat(state.getString("status")).isEqualTo("SUBSCRIBED");
  }

  private String path() {
    return "apps/" + APP + "/accounts/" + segment(account);
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("subscriptions").getValuesAs(JsonObject.class).stream()
        .map(one -> one.getString("subscriber"))
        .toList();
  }
}
