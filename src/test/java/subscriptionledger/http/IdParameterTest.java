package subscriptionledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdParameterTest {
  @ParameterizedTest
  @CsvSource({"jared, jared", "~QFRPQSMxL2E, @TOA#1/a", "~fmE, ~a"})
  void readsBothForms(String segment, String id) {
    assertThat(IdParameter.ofPath(segment).value()).isEqualTo(id);
  }

  /** NUL, a line feed, nothing, bad UTF-8, half of a surrogate pair, no Base64. */
  @ParameterizedTest
  @ValueSource(strings = {"~AA", "~Cg", "~", "\0", "a\n", "\ud800", "~_w", "~7aCA", "~%"})
  void refusesWhatNobodyCanBeCalled(String segment) {
    assertThatThrownBy(() -> IdParameter.ofPath(segment))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }
}
