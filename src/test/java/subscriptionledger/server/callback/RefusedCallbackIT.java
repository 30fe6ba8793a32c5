package subscriptionledger.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.callback.ProviderAnswers.assertFail;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.query;
import static subscriptionledger.server.client.LedgerClient.signature;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.client.LedgerClient.Answer;
import subscriptionledger.server.client.LedgerClient.Recorded;

/** Callbacks that are refused, and leave nothing behind. */
class RefusedCallbackIT extends LedgerServer {
  private static final long TIME = 1670574414123L;

  /** No two tests write about the same account. */
  private final String account = "@TOA#_" + UUID.randomUUID();

  @Test
  void p10WritesWhatItRefusesToTheLogWithoutASecretOrAUsersData() throws Exception {
    long before = logLength();
    String query = signed(APP, CURRENT_TOKEN, DELETE) + "&ClientIP=203.0.113.99&RequestID=5f2c-1";
    String forged = query(APP, DELETE) + "&" + signature("forged-token", Instant.now());

    client().callback(query, body(DELETE, account, TIME, "jared-in-person"));
    client().callback(query, body(DELETE, account, TIME, "jared-in-person") + "x");
    client().callback(forged, body(DELETE, account, TIME, "jared-in-person"));

    assertThat(log(before))
        .doesNotContain("outcome=recorded")
        .contains(
            "callback request=5f2c-1 source=127.0.0.1 app=1400000001 command="
                + DELETE
                + " outcome=quarantined entries=0")
        .containsPattern(
            "callback request=own-\\w+ source=127.0.0.1 app=none command=none outcome=sign_wrong")
        .doesNotContain("jared-in-person", "203.0.113.99", account, CURRENT_TOKEN)
        .doesNotContain(query.replaceAll(".*Sign=([0-9a-f]+).*", "$1"))
        .doesNotContain(forged.replaceAll(".*Sign=([0-9a-f]+).*", "$1"));
  }

  static Stream<Arguments> refused() {
    String body = body(DELETE, "@TOA#refused", TIME, "jared");
    Instant now = Instant.now();
    String signature = signature(CURRENT_TOKEN, now);
    String sign = signature.substring(0, signature.indexOf('&'));
    String time = signature.substring(signature.indexOf('&') + 1);
    String app = query(APP, DELETE);
    return Stream.of(
        Arguments.of(
            "foreign app", query(1400000009L, DELETE) + "&" + signature, body, 403, 120001),
        Arguments.of("no app, with news", signature, body, 403, 120001),
        Arguments.of("two apps", app + "&SDKAppID=1400000002&" + signature, body, 403, 120001),
        Arguments.of("nothing at all", "", body, 403, 120001),
        Arguments.of("no Sign", app + "&" + time, body, 401, 120002),
        Arguments.of("wrong Sign", app + "&Sign=00&" + time, body, 401, 120002),
        Arguments.of(
            "another app's Sign", app + "&" + signature(OTHER_TOKEN, now), body, 401, 120002),
        Arguments.of("no RequestTime", app + "&" + sign, body, 401, 120003),
        Arguments.of("odd RequestTime", app + "&" + sign + "&RequestTime=now", body, 401, 120003),
        Arguments.of(
            "old RequestTime",
            app + "&" + signature(CURRENT_TOKEN, now.minusSeconds(120)),
            body,
            401,
            120003),
        Arguments.of(
            "future RequestTime",
            app + "&" + signature(CURRENT_TOKEN, now.plusSeconds(120)),
            body,
            401,
            120003),
        Arguments.of("large body", app + "&" + signature, body + " ".repeat(262_144), 413, 120005),
        Arguments.of("large body, unsigned", app, body + " ".repeat(262_144), 401, 120002));
  }

  /** P6, P7, P10. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String what, String query, String body, int status, int errorCode) throws Exception {
    List<Recorded> before = client().recorded();

    Answer answer = client().callback(query, body);

    assertFail(answer, status, errorCode);
    assertThat(answer.body()).doesNotContain("token");
    assertThat(client().recorded()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"})
  void refusesEveryOtherMethodInTheProvidersWords(String method) throws Exception {
    List<Recorded> before = client().recorded();

    Answer answer = client().method(method, signed(APP, CURRENT_TOKEN, DELETE));

    assertFail(answer, 405, 120008);
    assertThat(answer.response().headers().firstValue("Allow")).contains("POST");
    assertThat(client().recorded()).isEqualTo(before);
  }

  @Test
  void servesNoOtherPath() throws Exception {
    Answer answer =
        client()
            .callback(
                "callback/some-secret",
                signed(APP, CURRENT_TOKEN, DELETE),
                body(DELETE, account, TIME, "jared").getBytes(UTF_8));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("Not found.");
  }
}
