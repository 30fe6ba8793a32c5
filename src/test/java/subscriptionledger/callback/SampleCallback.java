package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;

/** Bodies of a callback, and how the reader takes them. */
final class SampleCallback {
  static final long APP = 1400000001L;
  static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  static final String DELETE = "OfficialAccount.CallbackAfterDeleteSubscriber";
  static final String TIME = "\"EventTime\":1670574414123";
  static final String LIST = "\"SubscribeAccountList\":[{\"Subscriber_Account\":\"jared\"}]";
  static final String ACCOUNT = "\"Official_Account\":\"@TOA#a\"";

  private SampleCallback() {}

  static Notice understood(String query, String body) {
    Interpretation interpretation = read(query, body);
    assertUnderstood(interpretation);
    return requireNonNull(interpretation.notice());
  }

  static void assertUnderstood(Interpretation interpretation) {
    assertThat(interpretation.notice()).isNotNull();
    assertThat(interpretation.objection()).isNull();
  }

  static void assertNotUnderstood(Interpretation interpretation) {
    assertThat(interpretation.notice()).isNull();
    assertThat(interpretation.objection()).isNotNull();
  }

  static String body(String... fields) {
    return "{\"CallbackCommand\":\"" + DELETE + "\"," + String.join(",", fields) + "}";
  }

  static CallbackReader reader(String query) {
    return new CallbackReader(CallbackQuery.parse(query), APP, NOW);
  }

  static Interpretation read(String query, String body) {
    return reader(query).read(body.getBytes(UTF_8));
  }
}
