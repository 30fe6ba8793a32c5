package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;

import subscriptionledger.server.client.LedgerClient.Answer;

/** Answers in the words of the provider. */
final class ProviderAnswers {
  static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";

  private ProviderAnswers() {}

  static void assertOk(Answer answer) {
    assertThat(answer.body()).isEqualTo(OK);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  static void assertFail(Answer answer, int status, int errorCode) {
    assertThat(answer.body())
        .matches(
            "\\{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"[A-Z][^\"]+\\.\",\"ErrorCode\":"
                + errorCode
                + "}");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }
}
