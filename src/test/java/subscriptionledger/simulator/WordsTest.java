package subscriptionledger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines of the simulator, the trigger and the oracle when a word is wrong. */
class WordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "callbacks=abc | callbacks must be a whole number from 0 to 2147483647; \"abc\" is not one.",
        "callbacks=-1 | callbacks must be a whole number from 0 to 2147483647; \"-1\" is not one.",
        "seconds=1.5 | seconds must be a whole number from 0 to 2147483647; \"1.5\" is not one.",
        "accounts=0 | accounts must be a whole number from 1 to 2147483647; \"0\" is not one.",
        "late=101 | late must be a whole number from 0 to 100; \"101\" is not one.",
        "late= | late must be a whole number from 0 to 100; \"\" is not one.",
        "app=x | app must be a whole number from 1 to 9223372036854775807; \"x\" is not one.",
        "callbacks | callbacks has no value: write callbacks=1000",
        "url=localhost:8080 | url must be an address that begins with http:// or https://;"
            + " \"localhost:8080\" is not one.",
        "url=http://a b/ | url must be an address that begins with http:// or https://;"
            + " \"http://a b/\" is not one."
      })
  void namesTheWordThatIsWrong(String word, String message) {
    assertThatThrownBy(() -> Options.parse(word))
        .isInstanceOf(WrongWordException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"callback=5", "callback", "=5", ""})
  void namesTheKnownWordsWhenOneIsUnknown(String word) {
    assertThatThrownBy(() -> Options.parse("callbacks=5", word))
        .isInstanceOf(WrongWordException.class)
        .hasMessageStartingWith(
            "Unknown word \"" + word.replaceAll("=.*", "") + "\"; the known ones are account-news,")
        .hasMessageContaining(", callbacks,")
        .hasMessageEndingWith(", url.");
  }

  @Test
  void understandsNumbersBelowZeroWhereTheyMeanSomething() {
    Options options = Options.parse("skew-seconds=-5", "seed=-7");

    assertThat(options.faults().skewSeconds()).isEqualTo(-5);
    assertThat(options.world().seed()).isEqualTo(-7);
  }

  @ParameterizedTest
  @CsvSource({
    "Simulator, callbacks=abc, callbacks must be a whole number",
    "Trigger, app=abc, app must be a whole number",
    "Oracle, acknowledged=nowhere.jsonl, acknowledged must be a file of the simulator"
  })
  void endsAProgramWithStatusTwoAndOneLine(String program, String word, String message)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                getClass().getPackageName() + "." + program,
                word)
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try (var reader = process.inputReader(UTF_8)) {
      lines = reader.lines().toList();
    }

    assertThat(lines).singleElement().asString().startsWith(message);
    assertThat(process.waitFor()).isEqualTo(2);
  }
}
