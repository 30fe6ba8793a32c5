package subscriptionledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "\t", "@TOA#_test", "李雷", "😀", " "})
  void takesWhatTheProviderMaySend(String id) {
    assertThat(Ids.isId(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\0", "a\0", "a\n", "\u0085", "\u007f", "\ud800", "\udc00a", "a\ud83d"})
  void takesNoTextThatADatabaseCannotKeep(String text) {
    assertThat(Ids.isId(text)).isFalse();
  }

  @Test
  void countsCharactersAsPeopleDo() {
    assertThat(Ids.isId("😀".repeat(255))).isTrue();
    assertThat(Ids.isId("😀".repeat(256))).isFalse();
    assertThat(Ids.isId("a".repeat(256))).isFalse();
  }
}
