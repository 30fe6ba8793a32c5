package subscriptionledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\tx", "\rx", "\nx", "'x", "'@x"})
  void escapesReversiblyWhatASpreadsheetWouldRun(String field) {
    assertThat(Csv.line(field)).isEqualTo("\"'" + field + "\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x=1", "李雷", ""})
  void leavesOtherFieldsAsTheyAre(String field) {
    assertThat(Csv.line(field)).isEqualTo("\"" + field + "\"\r\n");
  }
}
