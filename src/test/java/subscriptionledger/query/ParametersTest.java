package subscriptionledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  @ParameterizedTest
  @ValueSource(strings = {"account", "subscriber"})
  void refusesAFilterByAnIdThatNobodyCanHave(String name) {
    for (String bad : List.of("", "\0", "a\n", "\ud800", "a".repeat(256))) {
      Parameters parameters = Parameters.of(Map.of(name, List.of(bad)), name);

      assertThatThrownBy(parameters::filter)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problem().detail())
                      .isEqualTo(
                          "The parameter "
                              + name
                              + " must have 1 to 255 characters and no control characters other"
                              + " than tab."));
    }
  }
}
